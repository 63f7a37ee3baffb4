import Foundation
import Glibc
import LinuxSystem
import TestSupport
import Testing

/// `secretd run --backend fuse`, without a service manager.
@Suite(
    .enabled(if: Requirement.root, "needs root to mount"),
    .enabled(if: access("/dev/fuse", F_OK) == 0, "needs /dev/fuse"),
    .timeLimit(.minutes(2))
)
struct FuseRunTests {
    private let node: TestNode

    init() throws {
        node = try TestNode()
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "canary-41c7", "key": "canary-41c8", "sub.conf": ""]), as: "secret.yaml")
    }

    private func result(_ program: String, _ arguments: String...) throws -> (code: Int32, output: String) {
        let process = try ChildProcess(program, arguments)
        return (try process.wait(), process.output)
    }

    private var mounts: [String] {
        (contents(of: "/proc/self/mountinfo") ?? "").split(separator: "\n").filter { $0.contains(node.volumes) }
            .compactMap { $0.split(separator: " - ").last?.split(separator: " ").first.map(String.init) }
    }

    @Test func nobodyChangesAnything() throws {
        try node.start("--backend", "fuse")
        for (program, arguments) in ReadOnly.attempts(below: node.path("tls"), key: "crt") {
            let process = try ChildProcess(program, arguments)
            #expect(try process.wait() != 0, "\(program) \(arguments)")
            #expect(process.output.contains("Read-only file system"), "\(program) \(arguments): \(process.output)")
        }
        #expect(node.read("crt") == "canary-41c7")
        var status = stat()
        #expect(
            stat("\(node.path("tls"))/\(String(repeating: "x", count: 256))", &status) != 0 && errno == ENAMETOOLONG
        )
        #expect(access("\(node.path("tls"))/crt", W_OK) != 0 && errno == EROFS)
        #expect(access("\(node.path("tls"))/crt", R_OK) == 0)
        try node.stop()
    }

    @Test func everydayToolsWork() throws {
        try node.start("--backend", "fuse")
        let (volume, copies) = (node.path("tls"), node.directory.path)
        #expect(try result("ls", "-laR", node.volumes).code == 0)
        #expect(try result("tar", "--create", "--file", "\(copies)/t.tar", "--directory", volume, ".").code == 0)
        #expect(try result("cp", "-a", volume, "\(copies)/cp").code == 0)
        #expect(try result("rsync", "-aX", "\(volume)/", "\(copies)/rsync").code == 0)
        let sum = try result("sha256sum", "\(volume)/crt").output.prefix(64)
        for copy in ["cp", "rsync"] {
            #expect(try result("sha256sum", "\(copies)/\(copy)/crt").output.prefix(64) == sum)
            #expect(try result("diff", "--recursive", volume, "\(copies)/\(copy)") == (0, ""))
        }
        let found = try result("find", volume, "-type", "f", "-printf", "%f\n").output.split(separator: "\n").sorted()
        #expect(found == ["crt", "crt", "key", "key", "sub.conf", "sub.conf"])
        #expect(try result("stat", "--file-system", "--format", "%l", volume).output == "255\n")
        let kinds = try Directory(opening: volume).entries()
        #expect(kinds.contains { $0.name == "..data" && $0.kind == .link })
        #expect(kinds.contains { $0.name == "crt" && $0.kind == .file })
        try node.stop()
    }

    @Test func modesAndTheGateHold() throws {
        let pod = Example.pod.replacingOccurrences(
            of: "{secretName: keys}",
            with: "{secretName: keys, defaultMode: 0400}"
        )
        try node.save(pod, as: "pod.yaml")
        let grouped = Example.pod.replacingOccurrences(of: "name: web}", with: "name: grouped}")
            .replacingOccurrences(of: "spec:\n", with: "spec:\n  securityContext: {fsGroup: 65533}\n")
        try node.save(grouped, as: "grouped.yaml")
        try node.start("--backend", "fuse")
        chmod(node.directory.path, 0o755)
        func cat(_ pod: String, as group: String) throws -> (code: Int32, output: String) {
            let path = "\(node.path("tls", pod: pod))/crt"
            return try result("setpriv", "--reuid", "65534", "--regid", group, "--clear-groups", "cat", path)
        }
        #expect(try cat("web", as: "65534").code != 0)
        #expect(try cat("grouped", as: "65534").code != 0)
        #expect(try cat("grouped", as: "65533") == (0, "canary-41c7"))
        // Past the gate, the file's own mode is what counts.
        let bound = node.directory.appending("bound")
        try #require(mkdir(bound, 0o755) == 0)
        try #require(mount(node.path("tls"), bound, nil, UInt(MS_BIND), nil) == 0)
        defer { umount2(bound, Int32(MNT_DETACH)) }
        let refused = try result("setpriv", "--reuid", "65534", "--clear-groups", "cat", "\(bound)/crt")
        #expect(refused.code != 0 && refused.output.contains("Permission denied"))
        try node.stop()
    }

    @Test func aTermUnmountsAndAKillIsMendedByTheNextStart() throws {
        try node.start("--backend", "fuse")
        #expect(mounts == ["fuse.secretd"])
        try node.stop()
        #expect(mounts.isEmpty)
        try node.start("--backend", "fuse")
        // The kernel remembers the root, and would answer for it.
        #expect(try result("stat", node.volumes).code == 0)
        #expect(try result("ls", "-laR", node.volumes).code == 0)
        node.kill()
        #expect(mounts == ["fuse.secretd"] && node.read("crt") == nil)
        let next = try node.run(["--backend", "fuse"])
        try next.line(containing: "replaced a mount that nobody served")
        try next.line(containing: "in sync")
        #expect(mounts == ["fuse.secretd"] && node.read("crt") == "canary-41c7")
        try node.stop()
        #expect(!node.printed.contains("canary"))
    }

    @Test func theOtherBackendTakesThePlaceAndSaysSo() throws {
        try node.start("--backend", "tmpfs")
        try node.stop()
        #expect(mounts == ["tmpfs"])
        let fuse = try node.run(["--backend", "fuse"])
        try fuse.line(containing: "unmounted the tmpfs of the other backend")
        try fuse.line(containing: "in sync")
        #expect(mounts == ["fuse.secretd"])
        node.kill()
        let tmpfs = try node.run(["--backend", "tmpfs"])
        try tmpfs.line(containing: "replaced a mount that nobody served")
        try tmpfs.line(containing: "in sync")
        #expect(mounts == ["tmpfs"] && node.read("crt") == "canary-41c7")
        try node.stop()
    }

    @Test func aSecondDaemonIsRefused() throws {
        try node.start("--backend", "fuse")
        for backend in ["fuse", "tmpfs"] {
            let arguments = [
                "run", "--config", "/dev/null", "--state", "off", "--manifests", node.manifests, "--volumes",
                node.volumes,
            ]
            let second = try ChildProcess(Binary.secretd, arguments + ["--backend", backend])
            #expect(try second.wait() == 1)
            #expect(second.output.contains("is served by another secretd"), "\(second.output)")
        }
        #expect(node.read("crt") == "canary-41c7")
        try node.stop()
    }

    @Test func whatCannotBeIsRefused() throws {
        let once = try node.run(["--backend", "fuse", "--once"])
        #expect(try once.wait() == 2)
        #expect(once.output.contains("--once needs --backend tmpfs"))
    }
}
