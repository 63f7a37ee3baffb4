/// Which process gets a signal.
package enum SignalTarget: Hashable, Sendable {
    /// The unit's main process.
    case unit(UnitName)
    /// The process whose number is in the file at this absolute path; where `executable` is given, only if it runs that.
    case pidFile(String, executable: String?)
}
