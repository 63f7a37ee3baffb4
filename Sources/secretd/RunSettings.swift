import Containers
import FusePublishing
import Notifying

/// What `secretd run` runs with: flags first, then the configuration file, then the defaults.
struct RunSettings: Equatable, Sendable {
    var manifests: [String]
    var volumes: String
    /// Bytes of the node's tmpfs; nil is the kernel's default, half of the memory.
    var size: Int?
    /// Bytes that one volume may take.
    var volumeLimit: Int?
    var allowDisk: Bool
    var removeOnExit: Bool
    var logLevel: LogLevel
    var backend: Backend
    /// Takes effect at once when the configuration is read again.
    var access: AccessPolicy
    var audit: AuditSettings
    /// Rules take effect at once when the configuration is read again, where there were some.
    var credentials: CredentialSettings
    var store: StoreSettings
    /// Where `secretd exec` finds the daemon; nil: nowhere.
    var execSocket: String?
    /// Takes effect at once when the configuration is read again.
    var execRules: [ExecRule]
    /// Takes effect at once when the configuration is read again.
    var notify: NotifyRules

    /// - Throws: `CommandFailure` where something that has no default is missing, and where the backend cannot do what is
    ///   asked for.
    init(flags: RunOptions, file: Configuration, isRoot: Bool) throws(CommandFailure) {
        let systemManifests = isRoot ? ["/etc/secretd/manifests"] : nil
        let systemVolumes = isRoot ? "/run/secretd/volumes" : nil
        guard let manifests = flags.manifests.isEmpty ? file.manifests ?? systemManifests : flags.manifests else {
            throw CommandFailure("without root there is no default for --manifests DIR", code: 2)
        }
        guard let volumes = flags.volumes ?? file.volumes ?? systemVolumes else {
            throw CommandFailure("without root there is no default for --volumes DIR", code: 2)
        }
        self.manifests = manifests
        self.volumes = volumes
        size = flags.size?.bytes ?? file.size
        volumeLimit = flags.volumeLimit?.bytes ?? file.volumeLimit
        allowDisk = flags.allowDisk || file.allowDisk
        removeOnExit = flags.removeOnExit || file.removeOnExit
        logLevel = flags.logLevel ?? file.logLevel ?? .info
        backend = flags.backend ?? file.backend ?? .tmpfs
        access = AccessPolicy(rules: file.accessRules)
        audit = file.audit
        credentials = file.credentials
        credentials.socket = credentials.path(isRoot: isRoot)
        if credentials.isOn, credentials.socket == nil {
            throw CommandFailure("without root there is no default for credentials.socket", code: 2)
        }
        notify = file.notify
        // A look that ends at once has no use for an API, and must not get in the way of the daemon that has one.
        let state = flags.once && flags.state == nil ? StoreSettings.off : flags.state
        store = StoreSettings(
            state: state,
            socket: flags.socket,
            listen: flags.listen,
            file: file.store,
            isRoot: isRoot
        )
        let beside = store.socket.flatMap(Self.execSocket)
        let exec = file.exec.socket ?? (flags.once || !isRoot ? nil : beside)
        execSocket = exec == StoreSettings.off ? nil : exec
        execRules = file.exec.rules
        if backend == .tmpfs {
            // Rules that nobody enforces would be worse than none.
            if !access.isEmpty {
                throw CommandFailure("access.rules: not enforced on a tmpfs, where opens are not seen; \(Self.remedy)")
            }
            if audit.level != .off {
                throw CommandFailure("audit.level: opens are not seen on a tmpfs; \(Self.remedy)")
            }
        }
    }

    /// Where `secretd exec` looks for the daemon whose API's socket is at `socket`.
    static func execSocket(beside socket: String) -> String? {
        socket.lastIndex(of: "/").map { "\(socket[...$0])exec.sock" }
    }

    private static let remedy = "set volumes.backend: fuse, or run with --backend fuse"

    /// Whether something differs that only a new process can take up.
    func needsRestart(after running: RunSettings) -> Bool {
        var new = self
        new.manifests = running.manifests
        new.access = running.access
        new.execRules = running.execRules
        if !new.credentials.needRestart(after: running.credentials) { new.credentials = running.credentials }
        new.notify = running.notify
        return new != running
    }
}
