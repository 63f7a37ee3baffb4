import FusePublishing
import Glibc
import KubeObjects
import Kubectl
import LinuxSystem
import Notifying

/// The configuration file. Every setting is optional; a flag wins over it.
struct Configuration: Equatable, Sendable {
    var manifests: [String]?
    var volumes: String?
    /// Bytes.
    var size: Int?
    /// Bytes.
    var volumeLimit: Int?
    var allowDisk = false
    var removeOnExit = false
    var logLevel: LogLevel?
    var backend: Backend?
    var accessRules: [AccessRule] = []
    var audit = AuditSettings()
    var credentials = CredentialSettings()
    var store = StoreConfiguration()
    var exec = ExecConfiguration()
    /// Those of the drop-ins beside the file included.
    var notify = NotifyRules()

    /// Reads the file that was asked for, or the default one if it is there.
    ///
    /// - Parameter notifies: Whether rules to notify will be carried out. Whoever does not, needs no right to read drop-ins.
    /// - Throws: `CommandFailure` where the file cannot be read, or has what is no setting.
    static func read(
        explicit path: String?,
        isRoot: Bool,
        notifies: Bool = true
    ) throws(CommandFailure) -> Configuration {
        var configuration = Configuration()
        var problems: [String] = []
        if let path = path ?? defaultPath(isRoot: isRoot) {
            (configuration, problems) = try check(path, isRoot: isRoot, notifies: notifies)
        } else if isRoot, notifies {
            configuration.add(NotifyDropIns(dropIns(beside: systemPath), names: [], isRoot: isRoot), to: &problems)
        }
        guard problems.isEmpty else { throw CommandFailure(problems.joined(separator: "\n")) }
        return configuration
    }

    /// Reads the file at `path` and the drop-ins beside it: what they say, and all that is wrong with them, each with the
    /// path, line and column.
    ///
    /// - Throws: `CommandFailure` where the file cannot be read.
    static func check(
        _ path: String,
        isRoot: Bool,
        notifies: Bool = true
    ) throws(CommandFailure) -> (configuration: Configuration, problems: [String]) {
        let bytes: SecretBytes
        do { bytes = try InputFile.read(path, limit: maximumSize) } catch { throw CommandFailure(error) }
        guard bytes.count <= maximumSize else { throw CommandFailure("\(path): larger than 1 MiB") }
        var decoder = ConfigurationDecoder()
        var configuration = bytes.withBytes { decoder.decode($0) }
        var problems = decoder.problems.map { "\(path):\($0)" }
        guard notifies else { return (configuration, problems) }
        if !configuration.notify.rules.isEmpty, let status = FileStatus(following: path),
            let reason = NotifyDropIns.objection(to: status, isRoot: isRoot)
        {
            problems.append("\(path): notify: the file \(reason)")
        }
        let names = Set(configuration.notify.rules.map(\.name))
        configuration.add(NotifyDropIns(dropIns(beside: path), names: names, isRoot: isRoot), to: &problems)
        return (configuration, problems)
    }

    private mutating func add(_ dropIns: NotifyDropIns, to problems: inout [String]) {
        notify.rules += dropIns.rules
        problems += dropIns.problems
    }

    /// `/etc/secretd/notify.d` for `/etc/secretd/config.yaml`.
    private static func dropIns(beside path: String) -> String {
        path.lastIndex(of: "/").map { path[...$0] + "notify.d" } ?? "notify.d"
    }

    private static let maximumSize = 1 << 20
    static let systemPath = "/etc/secretd/config.yaml"

    private static func defaultPath(isRoot: Bool) -> String? {
        var candidate = systemPath
        if !isRoot {
            let base = getenv("XDG_CONFIG_HOME").map { String(cString: $0) }
            let home = getenv("HOME").map { String(cString: $0) + "/.config" }
            guard let directory = base ?? home else { return nil }
            candidate = directory + "/secretd/config.yaml"
        }
        return access(candidate, F_OK) == 0 ? candidate : nil
    }
}
