/// What the daemon can say to `secretd exec` at one moment.
package enum ExecView: Equatable, Sendable {
    /// Something is missing that may still come.
    case waiting(String)
    /// Waiting would not help.
    case refused(String)
    case ready(ExecContainer)
}
