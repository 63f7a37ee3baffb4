import FusePublishing
import Glibc
import KubeObjects
import Kubectl

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

    /// Reads the file that was asked for, or the default one if it is there.
    ///
    /// - Throws: `CommandFailure` where the file cannot be read, or has what is no setting.
    static func read(explicit path: String?, isRoot: Bool) throws(CommandFailure) -> Configuration {
        guard let path = path ?? defaultPath(isRoot: isRoot) else { return Configuration() }
        let (configuration, problems) = try check(path)
        guard problems.isEmpty else { throw CommandFailure(problems.joined(separator: "\n")) }
        return configuration
    }

    /// Reads the file at `path`: what it says, and all that is wrong with it, each with the path, line and column.
    ///
    /// - Throws: `CommandFailure` where the file cannot be read.
    static func check(
        _ path: String
    ) throws(CommandFailure) -> (configuration: Configuration, problems: [String]) {
        let bytes: SecretBytes
        do { bytes = try InputFile.read(path, limit: maximumSize) } catch { throw CommandFailure(error) }
        guard bytes.count <= maximumSize else { throw CommandFailure("\(path): larger than 1 MiB") }
        var decoder = ConfigurationDecoder()
        let configuration = bytes.withBytes { decoder.decode($0) }
        return (configuration, decoder.problems.map { "\(path):\($0)" })
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
