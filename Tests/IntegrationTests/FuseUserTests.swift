import Foundation
import Glibc
import TestSupport
import Testing

/// `secretd mount` as a user without any right.
@Suite(
    .enabled(if: Requirement.root, "needs root to make a machine for a user"),
    .enabled(if: access("/usr/bin/fusermount3", X_OK) == 0, "needs fusermount3: make deps"),
    .timeLimit(.minutes(2))
)
struct FuseUserTests {
    private func machine(deviceMode: String? = "0666") throws -> UserMachine {
        let machine = try UserMachine(deviceMode: deviceMode)
        try machine.save(Example.pod, as: "pod.yaml")
        try machine.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        return machine
    }

    private static let arguments = ["mount", "-f", "pod.yaml", "-f", "secret.yaml"]

    private func mount(_ machine: UserMachine, _ more: [String] = [], path: String = "/usr/bin:/bin") throws
        -> ChildProcess
    {
        try machine.run(Binary.secretd, Self.arguments + more + ["out"], path: path)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func needsNoRootFollowsEditsAndLeavesNothing(signal: Int32) throws {
        let machine = try machine()
        let process = try mount(machine)
        try process.line { $0 == "out/tls  1 file  secret/keys" }
        #expect(machine.mounts(at: "out") == ["fuse.secretd"])
        #expect(try machine.result("cat", "out/tls/crt") == (0, "one"))
        try machine.save(Example.secret(["crt": "two"]), as: "secret.yaml")
        try process.line(containing: "updated: crt")
        #expect(try machine.result("cat", "out/tls/crt") == (0, "two"))
        // Nobody else is let in, not even root.
        #expect(access("/proc/\(process.pid)/cwd/out/tls", F_OK) != 0)
        process.signal(signal)
        #expect(try process.wait() == 0)
        #expect(machine.mounts(at: "out").isEmpty)
        #expect(access(machine.directory.appending("out"), F_OK) != 0)
    }

    @Test func watchersAreToldAlsoOfKeysThatNobodyMayWrite() throws {
        let machine = try machine()
        try machine.save(
            Example.pod.replacingOccurrences(of: "{secretName: keys}", with: "{secretName: keys, defaultMode: 0400}"),
            as: "pod.yaml"
        )
        let process = try mount(machine)
        try process.line(containing: "out/tls")
        let watcher = try machine.run("inotifywait", ["--monitor", "--format", "%e", "out/tls/crt"])
        try watcher.line(containing: "established")
        for number in 1...5 {
            try machine.save(Example.secret(["crt": "\(number)"]), as: "secret.yaml")
            for event in ["MODIFY", "CLOSE_WRITE"] { try watcher.line { $0.hasPrefix(event) } }
            #expect(try machine.result("cat", "out/tls/crt") == (0, "\(number)"))
        }
        watcher.kill()
        process.signal(SIGTERM)
        #expect(try process.wait() == 0)
        #expect(!process.output.contains("warning"))
    }

    @Test func aDirectoryWithSomethingInItIsRefusedAndLeft() throws {
        let machine = try machine()
        try #require(try machine.result("mkdir", "out").code == 0)
        try machine.save("mine", as: "out/file")
        let process = try mount(machine)
        #expect(try process.wait() == 1)
        #expect(process.output.contains("a directory that is not empty (file)"))
        #expect(try machine.result("cat", "out/file") == (0, "mine"))
    }

    @Test func whatAKillHasLeftIsReplacedAndSaidSo() throws {
        let machine = try machine()
        let killed = try mount(machine)
        try killed.line(containing: "out/tls")
        #expect(try machine.result("stat", "out", "out/tls").code == 0)
        killed.kill()
        #expect(try machine.result("ls", "out").output.contains("Transport endpoint is not connected"))
        let next = try mount(machine)
        try next.line(containing: "replaced a mount that nobody served")
        try next.line(containing: "out/tls")
        #expect(try machine.result("cat", "out/tls/crt") == (0, "one"))
        next.signal(SIGINT)
        #expect(try next.wait() == 0)
        #expect(machine.mounts(at: "out").isEmpty)
    }

    @Test func theUserMayUnmountAndThatEndsTheCommand() throws {
        let machine = try machine()
        let process = try mount(machine)
        try process.line(containing: "out/tls")
        #expect(try machine.result("fusermount3", "-u", "out").code == 0)
        try process.line(containing: "out was unmounted by somebody else")
        #expect(try process.wait() == 0)
        #expect(access(machine.directory.appending("out"), F_OK) != 0)
    }

    @Test func nothingIsWrittenThroughIt() throws {
        let machine = try machine()
        let process = try mount(machine)
        try process.line(containing: "out/tls")
        for (program, arguments) in ReadOnly.attempts(below: "out/tls", key: "crt") {
            let result = try machine.run(program, arguments)
            #expect(try result.wait() != 0, "\(program) \(arguments)")
            #expect(result.output.contains("Read-only file system"), "\(program) \(arguments): \(result.output)")
        }
        #expect(try machine.result("cat", "out/tls/crt") == (0, "one"))
        process.signal(SIGTERM)
        #expect(try process.wait() == 0)
    }

    @Test(arguments: [
        (String?.none, "/usr/bin:/bin", "modprobe fuse"),
        ("0600", "/usr/bin:/bin", "chmod 0666 /dev/fuse"),
        ("0666", "/nowhere", "apt-get install fuse3"),
    ])
    func whatIsMissingIsSaidAndWhatToDo(deviceMode: String?, path: String, advice: String) throws {
        let machine = try machine(deviceMode: deviceMode)
        let process = try mount(machine, path: path)
        #expect(try process.wait() == 1)
        #expect(process.output.contains(advice), "\(process.output)")
        #expect(process.output.contains("--backend tmpfs"))
        #expect(access(machine.directory.appending("out"), F_OK) != 0)
    }

    @Test func theUserNamespaceWayWorksAsItIsOffered() throws {
        let machine = try machine(deviceMode: nil)
        let namespace = ["--user", "--map-root-user", "--mount"]
        guard try machine.run("unshare", namespace + ["true"]).wait() == 0 else {
            try Test.cancel("this kernel forbids user namespaces to users")
        }
        let arguments = namespace + [Binary.secretd] + Self.arguments + ["--backend", "tmpfs", "out"]
        let process = try machine.run("unshare", arguments)
        try process.line(containing: "out/tls  1 file  secret/keys")
        process.signal(SIGINT)
        #expect(try process.wait() == 0)
        #expect(access(machine.directory.appending("out"), F_OK) != 0)
    }
}
