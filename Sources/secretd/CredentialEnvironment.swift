import Glibc
import KubeObjects
import LinuxSystem
import Projection

/// Where a credential helper finds the files of the Pods' image pull Secrets.
struct CredentialEnvironment {
    /// Larger files are none of secretd's, in bytes.
    private static let largestFile = 8 << 20
    /// Longer server names are none, in bytes.
    private static let longestServer = 4096

    var volumes: String
    /// Namespace and name of the only Pod that counts; nil: all do.
    var pod: String?

    static var current: CredentialEnvironment {
        CredentialEnvironment(
            volumes: variable("SECRETD_VOLUMES") ?? "/run/secretd/volumes",
            pod: variable("SECRETD_POD")
        )
    }

    private static func variable(_ name: String) -> String? {
        guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty else { return nil }
        return text
    }

    /// Standard input up to its end; nil where there is nothing.
    static func readServer() -> String? {
        var bytes: [UInt8] = []
        while bytes.count < longestServer {
            var chunk = [UInt8](repeating: 0, count: longestServer)
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.allSatisfy(\.isWhitespace) ? nil : text
    }

    /// The logins of all files that this process may read.
    func logins() throws(CredentialProblem) -> RegistryLogins {
        var found: [String: [DockerConfigReader.Login]] = [:]
        for (namespace, pod) in try pods() {
            // A Pod that has none, that is gone meanwhile or that is not the caller's: the others may do.
            guard let text = try? contents("\(volumes)/\(namespace)/\(pod)/\(PullSecretPlanner.volumeName)"),
                let logins = try? DockerConfigReader.read(text, .configJSON)
            else { continue }
            found["\(namespace)/\(pod)"] = logins
        }
        return RegistryLogins(found)
    }

    private func pods() throws(CredentialProblem) -> [(String, String)] {
        if let pod {
            let parts = pod.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.first != "." }) else {
                throw .badPod(pod)
            }
            return [(parts[0], parts[1])]
        }
        let namespaces: [String]
        do throws(SystemError) {
            namespaces = try Self.directories(in: volumes)
        } catch {
            throw .unreadable(error)
        }
        return namespaces.flatMap { namespace in
            ((try? Self.directories(in: "\(volumes)/\(namespace)")) ?? []).map { (namespace, $0) }
        }
    }

    private static func directories(in path: String) throws(SystemError) -> [String] {
        try Directory(opening: path).entries().filter { $0.kind == .directory && !$0.name.hasPrefix(".") }.map(\.name)
    }

    private func contents(_ volume: String) throws(SystemError) -> SecretBytes {
        let root = try Directory(opening: volume)
        // A link to a generation, which stays whole for as long as it is open.
        let generation = try root.open(try root.destination(ofLink: "..data"))
        let file = try generation.openForReading(PullSecretPlanner.fileName)
        let size = try file.status(subject: volume).size
        return try SecretBytes(capacity: max(0, min(size, Self.largestFile))) { (buffer) throws(SystemError) in
            try file.read(into: buffer, subject: volume)
        }
    }
}
