package import LinuxSystem

/// Where the daemon's knowledge of containers comes from.
package protocol ExecSource: Sendable {
    /// Says what is known now of the container that is asked for, once, soon, on any thread.
    func look(_ request: ExecRequest, _ answer: @escaping @Sendable (ExecView) -> Void)

    /// A detached read-only mount of the volume's directory, which follows the volume's updates.
    func mount(_ volume: String, of request: ExecRequest) throws(SystemError) -> OwnedFD
}
