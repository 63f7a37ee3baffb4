import Foundation
import Glibc
import LinuxSystem
import TestSupport
import Testing

/// Bad input, bad places, and the end of the daemon at any moment.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(3)))
struct BadDayTests {
    private let node: TestNode
    private let canary = "c4nary-7f3a9e"

    init() throws {
        node = try TestNode()
    }

    /// Bad manifests, each with what the log says about it. Each has the canary in it where it can.
    private var badManifests: [(name: String, text: String, message: String)] {
        let head = "apiVersion: v1\nkind: Secret\nmetadata: {name: bad}\n"
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: bad}\nspec:\n  containers: [{name: c, image: i}]\n"
        func item(_ path: String) -> String {
            pod + "  volumes: [{name: v, secret: {secretName: s, items: [{key: a, path: \"\(path)\"}]}}]\n"
        }
        let encoded = Data(canary.utf8).base64EncodedString()
        return [
            ("syntax", head + "stringData: {a: \"\(canary)\"\nb: [", "5:1"),
            ("type", head + "stringData: {a: 8080, b: \(canary)}", "stringData[a]: expected string, found integer"),
            ("kind", "apiVersion: v1\nkind: Secert\nmetadata: {name: x}\ndata: {a: \(encoded)}", "no kind"),
            ("duplicate", head + "stringData: {a: \(canary), a: \(canary)}", "duplicate key"),
            ("key", head + "stringData: {\"a*b\": \(canary)}", "a valid config key must consist of"),
            ("large", head + "stringData: {a: \"\(String(repeating: canary, count: 80_660))\"}", "1048576"),
            ("base64", head + "data: {a: \"*\(encoded)\"}", "illegal base64 data at input byte 0"),
            ("json", "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"stringData\": {\"a\": \"\(canary)\",}}}", "1:"),
            ("dots", item("../x"), "must not contain '..'"),
            ("absolute", item("/etc/x"), "must be a relative path"),
            ("reserved", item("./..data"), "must not start with '..'"),
        ]
    }

    @Test func badManifestsAreRefusedByNameAndLineAndNeverShowAValue() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": canary]), as: "secret.yaml")
        for bad in badManifests { try node.save(bad.text, as: "bad-\(bad.name).yaml") }
        let daemon = try node.start("--log-level", "trace")
        for bad in badManifests {
            let lines = daemon.output.split(separator: "\n").filter { $0.contains("/bad-\(bad.name).yaml:") }
            #expect(lines.contains { $0.contains("manifest refused") }, "\(bad.name): \(daemon.output)")
            let text = lines.joined(separator: "\n").replacing("\\\"", with: "\"")
            #expect(text.contains(bad.message), "\(bad.name): \(text)")
        }
        #expect(node.read("crt") == canary, "what is well is served")

        // Again on the way of an update, and through the other commands.
        try node.save(Example.secret(["crt": canary, "more": canary]), as: "secret.yaml")
        try daemon.line(containing: "volume published")
        let validate = try ChildProcess(Binary.secretd, ["validate", "-f", node.manifests])
        #expect(try validate.wait() == 1)
        try node.stop()
        let everything = node.printed + validate.output
        #expect(everything.contains("bad-syntax.yaml"))
        let forms = [canary, String(Data(canary.utf8).base64EncodedString().dropLast(4))]
        for form in forms { #expect(!everything.contains(form), "a value was printed") }
    }

    @Test func anAliasBombIsStopped() throws {
        var text = "apiVersion: v1\nkind: Secret\nmetadata: {name: bomb}\nx0: &x0 [a, a, a, a, a, a, a, a, a, a]\n"
        for level in 1...8 {
            let aliases = Array(repeating: "*x\(level - 1)", count: 10).joined(separator: ", ")
            text += "x\(level): &x\(level) [\(aliases)]\n"
        }
        try node.save(text, as: "bomb.yaml")
        let daemon = try node.start()
        #expect(daemon.output.contains("aliases written out"))
    }

    @Test func sixteenThousandKeysAreServed() throws {
        var text = "apiVersion: v1\nkind: Secret\nmetadata: {name: keys}\nstringData:\n"
        for key in 0..<16_000 { text += "  key-\(key): \"\(String(repeating: "x", count: 50))\"\n" }
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(text, as: "secret.yaml")
        let daemon = try node.start()
        #expect(daemon.output.contains("files=16000"), "\(daemon.output)")
        #expect(node.read("key-15999")?.count == 50)
    }

    @Test func aFIFOAmongTheManifestsHoldsNothingUp() throws {
        #expect(mkfifo("\(node.manifests)/pipe.yaml", 0o600) == 0)
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        let daemon = try node.start()
        #expect(daemon.output.contains("pipe.yaml"))
        #expect(node.read("crt") == "one")
    }

    @Test func aFullTmpfsKeepsTheOldFilesAndSaysSo() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        let daemon = try node.start("--size", "256Ki")
        let large = String(repeating: "x", count: 400 << 10)
        try node.save(Example.secret(["crt": large]), as: "secret.yaml")
        let line = try daemon.line(containing: "volume not written; the last good files stay")
        #expect(line.contains("retryInMilliseconds="))
        #expect(node.read("crt") == "one")
        try node.save(Example.secret(["crt": "two"]), as: "secret.yaml")
        try daemon.line(containing: "volume published")
        #expect(node.read("crt") == "two")
    }

    @Test func aVolumeOverItsLimitIsRefusedByName() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": String(repeating: "x", count: 10_000)]), as: "secret.yaml")
        let daemon = try node.start("--volume-limit", "8Ki")
        #expect(daemon.output.contains("8192"))
        #expect(access(node.path("tls"), F_OK) == -1, "never a half volume")
    }

    // MARK: Places

    @Test func aFileInThePlaceOfTheVolumesIsRefused() throws {
        try writeFile("important", to: node.volumes)
        let process = try node.run()
        #expect(try process.wait() == 1)
        #expect(process.output.contains(node.volumes))
        #expect(contents(of: node.volumes) == "important")
    }

    @Test func aDirectoryThatIsNotEmptyIsRefused() throws {
        mkdir(node.volumes, 0o755)
        try writeFile("important", to: node.volumes + "/file")
        let process = try node.run()
        #expect(try process.wait() == 1)
        #expect(process.output.contains("not empty"), "\(process.output)")
    }

    @Test func withoutTheRightToMountADiskIsRefusedInWords() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        let run = [
            "--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin", Binary.secretd, "run", "--state", "off",
            "--manifests", node.manifests, "--volumes", node.volumes,
        ]
        let refused = try ChildProcess("setpriv", run)
        #expect(try refused.wait() == 1)
        #expect(refused.output.contains("--allow-disk"), "\(refused.output)")
        #expect(refused.output.contains("disk"))

        let told = try ChildProcess("setpriv", run + ["--allow-disk"])
        try told.line(containing: "in sync")
        #expect(told.output.contains("level=warning"), "\(told.output)")
        #expect(node.read("crt") == "one")
        told.signal(SIGTERM)
        _ = try told.wait()
    }

    @Test func withoutTheRightToMountATmpfsThatIsThereDoes() throws {
        let node = try TestNode(in: "/dev/shm")
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        let process = try ChildProcess(
            "setpriv",
            [
                "--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin", Binary.secretd, "run", "--state", "off",
                "--manifests", node.manifests, "--volumes", node.volumes,
            ]
        )
        try process.line(containing: "in sync")
        #expect(node.read("crt") == "one")
        process.signal(SIGTERM)
        _ = try process.wait()
    }

    @Test func anotherUserGetsNowhereByPath() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        chmod(node.directory.path, 0o755)
        try node.start()
        let other = try ChildProcess(
            "setpriv",
            ["--reuid", "65534", "--regid", "65534", "--clear-groups", "cat", "\(node.path("tls"))/crt"]
        )
        #expect(try other.wait() != 0)
        #expect(other.output.contains("Permission denied"))
    }

    @Test func anUnmountedTreeEndsTheDaemonAndTheNextOneMountsAnew() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        let daemon = try node.start()
        #expect(umount2(node.volumes, Int32(MNT_DETACH)) == 0)
        daemon.signal(SIGHUP)
        #expect(try daemon.wait() == 1)
        #expect(daemon.output.contains("secretd: \(node.volumes): the tree of volumes was unmounted"))
        try node.start()
        #expect(node.read("crt") == "one")
    }

    @Test func itsMemoryReachesNoCoreFileAndNoOtherUser() throws {
        let daemon = try node.start()
        let limits = try #require(contents(of: "/proc/\(daemon.pid)/limits"))
        let core = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
        #expect(core.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
        // A process that is not dumpable gives its /proc files to root, whoever runs it.
        let told = try ChildProcess(
            "setpriv",
            ["--reuid", "65534", "--regid", "65534", "--clear-groups", "cat", "/proc/\(daemon.pid)/maps"]
        )
        #expect(try told.wait() != 0)
    }

    // MARK: kill -9

    @Test func readersSeeOneGenerationWholeWhileTheDaemonIsKilledAgainAndAgain() throws {
        let keys = (0..<6).map { "key-\($0)" }
        func secret(_ value: Int) -> String {
            Example.secret(Dictionary(uniqueKeysWithValues: keys.map { ($0, "\(value)") }))
        }
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(secret(0), as: "secret.yaml")
        try node.start()
        let inode = node.inode(node.path("tls"))

        let reader = GenerationReader(volume: node.path("tls"), keys: keys)
        reader.start()
        for round in 1...12 {
            for step in 0..<20 { try node.save(secret(round * 100 + step), as: "secret.yaml") }
            node.kill()
            try node.start()
            let live = try #require(node.generation())
            #expect(node.names().filter { $0.hasPrefix("..") } == [live, "..data"].sorted())
            #expect(node.names().filter { !$0.hasPrefix("..") } == keys, "no dangling link, no missing one")
            #expect(node.read("key-0") == "\(round * 100 + 19)")
        }
        let result = reader.stop()
        #expect(result.mixed == 0)
        #expect(result.incomplete == 0)
        #expect(result.whole > 1_000)
        #expect(node.inode(node.path("tls")) == inode)
    }
}

/// Reads all keys of a volume through one `..data` descriptor, over and over, as the README tells applications to.
private final class GenerationReader: @unchecked Sendable {
    struct Result {
        var whole = 0
        /// Two generations in one reading.
        var mixed = 0
        /// A key that was missing although its generation was still live.
        var incomplete = 0
    }

    private let volume: String
    private let keys: [String]
    private let lock = NSLock()
    private let finished = DispatchSemaphore(value: 0)
    private var result = Result()
    private var isStopping = false

    init(volume: String, keys: [String]) {
        self.volume = volume
        self.keys = keys
    }

    func start() {
        Thread { [self] in
            while !lock.withLock({ isStopping }) { readOnce() }
            finished.signal()
        }.start()
    }

    func stop() -> Result {
        lock.withLock { isStopping = true }
        finished.wait()
        return result
    }

    private func readOnce() {
        let directory = open(volume + "/..data", O_RDONLY | O_DIRECTORY)
        guard directory >= 0 else {
            result.incomplete += 1
            return
        }
        defer { close(directory) }
        var values: Set<String> = []
        for key in keys {
            let file = openat(directory, key, O_RDONLY)
            guard file >= 0 else {
                // Removed while it was read: only a generation that is no longer live may lose a file.
                var held = stat()
                var live = stat()
                fstat(directory, &held)
                stat(volume + "/..data", &live)
                if held.st_ino == live.st_ino { result.incomplete += 1 }
                return
            }
            var buffer = [UInt8](repeating: 0, count: 64)
            let count = read(file, &buffer, buffer.count)
            close(file)
            values.insert(String(decoding: buffer[..<max(0, count)], as: UTF8.self))
        }
        if values.count == 1 { result.whole += 1 } else { result.mixed += 1 }
    }
}
