import Foundation
import Glibc
import TestSupport
import Testing

/// What the README and the examples promise, typed as they say.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct ExamplesTests {
    private let node: TestNode
    private let examples = "\(Repository.path)/examples"

    init() throws {
        node = try TestNode()
    }

    @discardableResult
    private func run(_ command: String, _ arguments: String...) throws -> String {
        let process = try ChildProcess(command, arguments)
        let code = try process.wait()
        #expect(code == 0, "\(command): \(process.output)")
        return process.output
    }

    private func copy(_ file: String) throws {
        try node.save(
            #require(contents(of: "\(examples)/\(file)")),
            as: String(file.split(separator: "/").joined(separator: "-"))
        )
    }

    @Test func everyManifestIsValid() throws {
        let files = try #require(FileManager.default.enumerator(atPath: examples))
            .compactMap { $0 as? String }.filter { $0.hasSuffix(".yaml") && !$0.hasSuffix("config.yaml") }
        #expect(files.count >= 4)
        try run(Binary.secretd, "validate", "--config", "\(examples)/fuse/config.yaml")
        for file in files { try run(Binary.secretd, "validate", "-f", "\(examples)/\(file)") }
    }

    @Test func kuardGetsACertificateThatFollows() throws {
        try copy("kuard-tls/pod.yaml")
        try run("\(examples)/kuard-tls/make-secret.sh", "\(node.manifests)/secret.yaml", "one.example.com")
        var status = stat()
        #expect(stat("\(node.manifests)/secret.yaml", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let daemon = try node.start()
        let certificate = "\(node.path("tls-certs", pod: "kuard"))/kuard.crt"
        #expect(try run("openssl", "x509", "-noout", "-subject", "-in", certificate).contains("one.example.com"))
        try run("\(examples)/kuard-tls/make-secret.sh", "\(node.manifests)/secret.yaml", "two.example.com")
        try daemon.line(containing: "volume published")
        #expect(try run("openssl", "x509", "-noout", "-subject", "-in", certificate).contains("two.example.com"))
    }

    @Test func projectedPutsAllSourcesInOneDirectory() throws {
        try copy("projected/pod.yaml")
        try copy("projected/objects.yaml")
        let process = try node.run(["--once"])
        #expect(try process.wait() == 0, "\(process.output)")
        let pods = try FileManager.default.contentsOfDirectory(atPath: "\(node.volumes)/default")
        let pod = try #require(pods.first)
        let volume = try #require(
            FileManager.default.contentsOfDirectory(atPath: "\(node.volumes)/default/\(pod)").first
        )
        let names = node.names(in: volume, pod: pod).filter { !$0.hasPrefix("..") }
        #expect(names.count >= 2, "\(names)")
    }

    @Test func theDemoShowsALiveUpdate() throws {
        let output = try run("\(examples)/kuard-tls/demo.sh", Binary.secretd)
        #expect(output.contains("first.example.com"))
        #expect(output.contains("second.example.com"))
        #expect(output.contains("All files switched at once"))
        let left = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { process in
            contents(of: "/proc/\(process)/cmdline")?.contains("/secretd-demo.") == true
        }
        #expect(left.isEmpty, "the demo has left processes")
    }
}
