import ArgumentParser
import Glibc
import Kubectl

/// Which daemon a command of kubectl's grammar talks to, and about which namespace.
struct ClientOptions: ParsableArguments {
    @Option(
        name: [.customShort("n", allowingJoined: true), .customLong("namespace")],
        help: ArgumentHelp("The namespace. Default: default.", valueName: "namespace"),
        completion: ObjectCompletion.namespace
    )
    var givenNamespace: String?

    /// The namespace that was asked for, `default` if none was.
    var namespace: String { givenNamespace.flatMap { $0.isEmpty ? nil : $0 } ?? "default" }

    @Option(
        help: ArgumentHelp(
            "The daemon's socket. Default: $SECRETD_SOCKET, your own daemon's, or /run/secretd/secretd.sock.",
            valueName: "path"
        )
    )
    var socket: String?

    @Option(help: "Configuration file that says where the socket is. Default: /etc/secretd/config.yaml.")
    var config: String?

    /// A client that hands over what the daemon says beside its answers, `Warning: …`.
    func client(warning: @escaping @Sendable (String) -> Void) throws(CommandFailure) -> APIClient {
        var client = try client()
        client.warn = warning
        return client
    }

    /// - Throws: `CommandFailure` where the configuration cannot be read, or says that there is no socket.
    func client() throws(CommandFailure) -> APIClient {
        if let socket = socket ?? getenv("SECRETD_SOCKET").map({ String(cString: $0) }) {
            return APIClient(socket: socket)
        }
        if config == nil, geteuid() != 0, let own = StoreSettings(isRoot: false).socket, access(own, F_OK) == 0 {
            return APIClient(socket: own)
        }
        // The system's daemon is everybody's: whoever is in the socket's group asks it without being root.
        let isReadable = access(Configuration.systemPath, R_OK) == 0
        let file =
            config != nil || isReadable
            ? try Configuration.read(explicit: config, isRoot: true, notifies: false) : Configuration()
        guard let path = StoreSettings(file: file.store, isRoot: true).socket else {
            throw CommandFailure("the configuration gives the daemon no socket", code: 2)
        }
        return APIClient(socket: path)
    }
}
