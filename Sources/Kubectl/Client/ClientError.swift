/// Why a request to the daemon has no answer, or a refusing one.
package enum ClientError: Error, Equatable {
    /// The daemon refused.
    case refused(ServerStatus)
    /// Nobody listens on the socket.
    case noDaemon(socket: String)
    /// The socket may not be used by this user; `group` is whose members may.
    case notPermitted(socket: String, group: String)
    /// The connection broke, or what came was no answer.
    case broken(socket: String, String)

    /// Whether the object does not exist.
    package var isNotFound: Bool { status?.code == 404 }
    /// Whether somebody else has changed the object meanwhile.
    package var isConflict: Bool { status?.reason == "Conflict" }

    package var status: ServerStatus? {
        if case .refused(let status) = self { status } else { nil }
    }

    /// For the person who typed the command, in kubectl's words where it has any.
    ///
    /// - Parameter context: What was being done, `error when creating "f.yaml"`.
    package func text(context: String? = nil) -> String {
        switch self {
        case .refused(let status): status.text(context: context)
        case .noDaemon(let socket):
            "error: the daemon is not running: nobody listens on \(socket); start it with: systemctl start secretd "
                + "(or: secretd run)"
        case .notPermitted(let socket, let group):
            group == "root"
                ? "error: \(socket) is for root alone; run this as root, or have the API's socket given to a group "
                    + "(api.group in the configuration, and restart the daemon)"
                : "error: \(socket) is for root and the group \(group); add yourself with: usermod -aG \(group) "
                    + "$USER, and log in anew"
        case .broken(let socket, let what): "error: \(socket): \(what)"
        }
    }
}
