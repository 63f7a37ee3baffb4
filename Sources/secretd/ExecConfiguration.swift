import Containers

/// What the configuration file says of `secretd exec`.
struct ExecConfiguration: Equatable, Sendable {
    /// `off` for none; nil: beside the API's socket.
    var socket: String?
    var rules: [ExecRule] = []
}
