import Glibc
import KubeObjects

/// Where the store and the API are: the part of the settings that commands beside `run` need as well.
struct StoreSettings: Equatable, Sendable {
    /// The state directory; nil: no store, and no API.
    var state: String?
    /// The Unix socket; nil: none.
    var socket: String?
    var listen: ListenAddress
    /// Whose members may use the Unix socket; nil: the group `secretd`, if there is one.
    var group: String?
    /// Holds the encryption key.
    var keyFile: String?

    /// What turns a path off.
    static let off = "off"

    init(
        state: String? = nil,
        socket: String? = nil,
        listen: ListenAddress? = nil,
        file: StoreConfiguration = StoreConfiguration(),
        isRoot: Bool
    ) {
        self.state = Self.path(state ?? file.state ?? Self.defaultState(isRoot: isRoot))
        let socket = Self.path(socket ?? file.socket ?? Self.defaultSocket(isRoot: isRoot))
        self.socket = self.state == nil ? nil : socket
        let address = listen ?? file.listen ?? (isRoot ? .standard : .off)
        self.listen = self.state == nil ? .off : address
        group = file.group
        keyFile = file.keyFile
    }

    private static func path(_ text: String?) -> String? {
        text == off ? nil : text
    }

    private static func defaultState(isRoot: Bool) -> String? {
        if isRoot { return "/var/lib/secretd" }
        let base = environment("XDG_STATE_HOME") ?? environment("HOME").map { "\($0)/.local/state" }
        return base.map { "\($0)/secretd" }
    }

    private static func defaultSocket(isRoot: Bool) -> String? {
        if isRoot { return "/run/secretd/secretd.sock" }
        return environment("XDG_RUNTIME_DIR").map { "\($0)/secretd/secretd.sock" }
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The number of the group whose members may use the socket; nil where there is none.
    ///
    /// - Throws: `CommandFailure` for a configured group that does not exist.
    func groupID() throws(CommandFailure) -> UInt32? {
        if let id = UserNames.gid(group ?? "secretd") { return id }
        if let group { throw CommandFailure("api.group: there is no group \(group.goQuoted)") }
        return nil
    }
}

/// What the configuration file says of store and API.
struct StoreConfiguration: Equatable, Sendable {
    var state: String?
    var socket: String?
    var listen: ListenAddress?
    var group: String?
    var keyFile: String?
}
