import Foundation
import Glibc
import LinuxSystem
import TestSupport

/// A host with secretd on it: directories of its own, the real daemon, and what an application would do.
final class TestNode {
    let directory: TemporaryDirectory
    let manifests: String
    let volumes: String
    /// Everything that any process of this node has printed.
    private(set) var printed = ""
    private var daemon: ChildProcess?

    init(in base: String = "/tmp") throws {
        directory = try TemporaryDirectory(in: base)
        manifests = directory.appending("manifests")
        volumes = directory.appending("volumes")
        guard mkdir(manifests, 0o700) == 0 else { throw TestEnvironmentError.open(manifests, errno) }
    }

    deinit {
        daemon?.kill()
        umount2(volumes, Int32(MNT_DETACH))
    }

    /// Starts `secretd run` and waits until it is in sync.
    @discardableResult
    func start(_ arguments: String..., environment: [String: String] = [:]) throws -> ChildProcess {
        let process = try run(arguments, environment: environment)
        try process.line(containing: "in sync")
        return process
    }

    /// Starts `secretd run` and waits for nothing.
    func run(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> ChildProcess {
        let process = try ChildProcess(
            Binary.secretd,
            ["run", "--config", "/dev/null", "--manifests", manifests, "--volumes", volumes]
                + (arguments.contains("--state") ? [] : ["--state", "off"]) + arguments,
            environment: environment
        )
        daemon = process
        return process
    }

    /// SIGTERM, and wait for the end.
    @discardableResult
    func stop() throws -> Int32 {
        guard let daemon else { return 0 }
        self.daemon = nil
        daemon.signal(SIGTERM)
        let code = try daemon.wait()
        printed += daemon.output
        return code
    }

    func kill() {
        daemon?.kill()
        printed += daemon?.output ?? ""
        daemon = nil
    }

    /// Writes a manifest as an editor does that is careful: a new file, renamed into place.
    func save(_ text: String, as name: String) throws {
        let temporary = directory.appending("saving")
        try writeFile(text, to: temporary)
        guard rename(temporary, "\(manifests)/\(name)") == 0 else { throw TestEnvironmentError.write(name, errno) }
    }

    func path(_ volume: String, pod: String = "web") -> String { "\(volumes)/default/\(pod)/\(volume)" }

    /// A file's text; nil where it is not there.
    func read(_ file: String, in volume: String = "tls", pod: String = "web") -> String? {
        contents(of: "\(path(volume, pod: pod))/\(file)")
    }

    /// The names in a volume's root, sorted.
    func names(in volume: String = "tls", pod: String = "web") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path(volume, pod: pod))) ?? []).sorted()
    }

    func generation(of volume: String = "tls", pod: String = "web") -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "\(path(volume, pod: pod))/..data")
    }

    func inode(_ path: String) -> UInt64? {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
    }
}

func contents(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
}

/// Manifests that tests need again and again.
enum Example {
    /// A Pod with one volume `tls` of the Secret `keys`, mounted at `/tls`.
    static let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
          - name: main
            image: web
            volumeMounts: [{name: tls, mountPath: /tls, readOnly: true}]
          volumes:
          - name: tls
            secret: {secretName: keys}
        """

    static func secret(_ values: [String: String], name: String = "keys") -> String {
        let lines = values.sorted { $0.key < $1.key }.map { "  \($0.key): \"\($0.value)\"\n" }
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: \(name)}\nstringData:\n\(lines.joined())"
    }
}
