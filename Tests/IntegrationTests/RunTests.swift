import Glibc
import LinuxSystem
import TestSupport
import Testing

/// The daemon, as an administrator meets it.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct RunTests {
    private let node: TestNode

    init() throws {
        node = try TestNode()
    }

    @Test func aPodAndASecretBecomeFilesThatFollowTheSecret() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one", "key": "1"]), as: "secret.yaml")
        let daemon = try node.start()
        #expect(node.read("crt") == "one")
        #expect(node.names().filter { !$0.hasPrefix("..") } == ["crt", "key"])
        let inode = node.inode(node.path("tls"))

        try node.save(Example.secret(["crt": "two", "key": "2", "ca": "c"]), as: "secret.yaml")
        let line = try daemon.line(containing: "volume published")
        #expect(line.contains("pod=default/web volume=tls source=secret/keys"))
        #expect(line.contains("files=3") && line.contains("bytes=5") && line.contains("us="))
        #expect(node.read("crt") == "two")
        #expect(node.read("ca") == "c")
        #expect(node.inode(node.path("tls")) == inode)
    }

    @Test func nobodyWritesThere() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        try node.start()
        #expect(open("\(node.path("tls"))/new", O_WRONLY | O_CREAT, 0o600) == -1)
        #expect(errno == EROFS)
        #expect(unlink("\(node.path("tls"))/crt") == -1)
        #expect(errno == EROFS)
        let mounts = try #require(contents(of: "/proc/self/mounts"))
        let mount = try #require(mounts.split(separator: "\n").first { $0.contains(node.volumes) })
        let options = mount.split { " ,".contains($0) }
        for option in ["ro", "nosuid", "nodev", "noexec", "noswap"] {
            #expect(options.contains(Substring(option)), "\(option): \(mount)")
        }
    }

    @Test func filesStayWhenTheDaemonStopsAndTheNextOneTakesThemOver() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        try node.start()
        let generation = try #require(node.generation())
        let inode = node.inode(node.path("tls"))
        #expect(try node.stop() == 0)
        #expect(node.read("crt") == "one")

        try node.start()
        #expect(node.generation() == generation)
        #expect(node.inode(node.path("tls")) == inode)
        try node.stop()

        // What changed meanwhile is there after the start.
        try node.save(Example.secret(["crt": "two"]), as: "secret.yaml")
        try node.start()
        #expect(node.read("crt") == "two")
        #expect(node.inode(node.path("tls")) == inode)
    }

    @Test func removeOnExitTakesTheFilesAway() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        try node.start("--remove-on-exit")
        #expect(try node.stop() == 0)
        #expect(access(node.volumes, F_OK) == -1, "it made the directory, so it takes it away")
    }

    @Test func aSecretMayComeLateGoAndComeBack() throws {
        try node.save(Example.pod, as: "pod.yaml")
        let daemon = try node.start()
        #expect(daemon.output.contains(#"error="secret \"keys\" not found""#))
        #expect(access(node.path("tls"), F_OK) == -1)

        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        try daemon.line(containing: "volume published")
        #expect(node.read("crt") == "one")

        unlink("\(node.manifests)/secret.yaml")
        try daemon.line(containing: "volume unresolved; the last good files stay")
        #expect(node.read("crt") == "one")

        try node.save(Example.secret(["crt": "two"]), as: "secret.yaml")
        try daemon.line(containing: "volume published")
        #expect(node.read("crt") == "two")
    }

    @Test func aManifestBrokenByAnEditKeepsItsLastGoodVersion() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        let daemon = try node.start()
        try node.save("apiVersion: v1\nkind: Pod\nmetadata: {name: web\n", as: "pod.yaml")
        let line = try daemon.line(containing: "manifest refused")
        #expect(line.contains("pod.yaml:"))
        #expect(node.read("crt") == "one")

        // The rest goes on meanwhile.
        try node.save(Example.secret(["crt": "two"]), as: "secret.yaml")
        try daemon.line(containing: "volume published")
        try node.save(Example.pod, as: "pod.yaml")
        try daemon.line(containing: "well again")
        #expect(node.read("crt") == "two")
    }

    @Test func aPodWhoseManifestIsBrokenAtTheStartKeepsItsFiles() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        try node.start()
        try node.stop()
        try node.save("kind: [", as: "pod.yaml")
        let daemon = try node.start()
        #expect(daemon.output.contains("manifest refused"))
        #expect(node.read("crt") == "one")
    }

    @Test func aDeletedPodsFilesGo() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        let daemon = try node.start()
        unlink("\(node.manifests)/pod.yaml")
        try daemon.line(containing: "volume removed")
        #expect(access("\(node.volumes)/default", F_OK) == -1)
    }

    @Test func aSecondDaemonOnTheSameTreeIsRefusedAndNamesTheFirst() throws {
        let first = try node.start()
        let second = try ChildProcess(
            Binary.secretd,
            ["run", "--state", "off", "--manifests", node.manifests, "--volumes", node.volumes]
        )
        #expect(try second.wait() == 1)
        #expect(second.output.contains("\(first.pid)"), "\(second.output)")
        #expect(second.output.contains(node.volumes))
    }

    @Test func oncePrintsATableAndFailsIfSomethingIsUnresolved() throws {
        try node.save(Example.pod, as: "pod.yaml")
        let unresolved = try node.run(["--once"])
        #expect(try unresolved.wait() == 1)
        #expect(unresolved.output.contains("POD"))
        #expect(unresolved.output.contains("Waiting"))
        #expect(unresolved.output.contains(#"secret "keys" not found"#))

        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        let served = try node.run(["--once"])
        #expect(try served.wait() == 0)
        #expect(served.output.contains("Served"))
        #expect(node.read("crt") == "one")

        try node.save("kind: [", as: "broken.yaml")
        let refused = try node.run(["--once"])
        #expect(try refused.wait() == 1)
        #expect(refused.output.contains("broken.yaml"))
    }

    // MARK: The service manager

    @Test func readyComesAfterTheFirstSyncAndIsNotHeldBackByAMissingSecret() throws {
        try node.save(Example.pod, as: "pod.yaml")
        let socket = try NotifySocket(in: node.directory)
        _ = try node.run(environment: ["NOTIFY_SOCKET": socket.path])
        let ready = try socket.message(containing: "READY=1")
        #expect(ready.contains("STATUS=1 volume, 1 waiting for its sources"))
    }

    @Test func hangupReloads() throws {
        let socket = try NotifySocket(in: node.directory)
        let daemon = try node.run(environment: ["NOTIFY_SOCKET": socket.path])
        try socket.message(containing: "READY=1")
        daemon.signal(SIGHUP)
        let reloading = try socket.message(containing: "RELOADING=1")
        #expect(reloading.contains("MONOTONIC_USEC="))
        try socket.message(containing: "READY=1")
        try node.stop()
        try socket.message(containing: "STOPPING=1")
    }

    @Test func aReloadTakesUpOtherManifestDirectories() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        let second = try TemporaryDirectory()
        try second.write(Example.secret(["crt": "two"]), to: "secret.yaml")
        func configure(_ directories: String...) throws {
            let list = directories.joined(separator: ", ")
            try node.directory.write("manifests: [\(list)]\nvolumes: {path: \(node.volumes)}\n", to: "config.yaml")
        }
        try configure(node.manifests)
        let daemon = try ChildProcess(
            Binary.secretd,
            ["run", "--state", "off", "--config", node.directory.appending("config.yaml")]
        )
        try daemon.line(containing: "in sync")
        #expect(node.read("crt") == "one")
        try configure(second.path, node.manifests)
        daemon.signal(SIGHUP)
        try daemon.line(containing: "in sync")
        #expect(node.read("crt") == "two", "the first directory wins")

        // A configuration that is refused changes nothing.
        try node.directory.write("manifest: []\n", to: "config.yaml")
        daemon.signal(SIGHUP)
        let line = try daemon.line(containing: "configuration refused")
        #expect(line.contains("1:1: unknown field"))
        try daemon.line(containing: "in sync")
        #expect(node.read("crt") == "two")
        daemon.signal(SIGTERM)
        #expect(try daemon.wait() == 0)
    }

    @Test func theWatchdogIsAnsweredByTheAgentsLoop() throws {
        let socket = try NotifySocket(in: node.directory)
        _ = try node.run(environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "200000"])
        try socket.message(containing: "READY=1")
        try socket.message(containing: "WATCHDOG=1")
        try socket.message(containing: "WATCHDOG=1")
    }

    @Test func nobodyReadingTheLogHoldsNothingUp() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "first"]), as: "secret.yaml")
        // Nothing of the output is read from here on: the pipe fills up after a few hundred lines.
        let daemon = try node.start()
        let socket = try Inotify()
        _ = try socket.watch(node.path("tls"), for: [.movedTo])
        for value in 0..<1_500 { try node.save(Example.secret(["crt": "\(value)"]), as: "secret.yaml") }
        let deadline = Deadline(seconds: 20)
        while node.read("crt") != "1499", !deadline.isPast {
            _ = try Poll.readable([socket.rawValue], timeout: .milliseconds(Int(deadline.millisecondsLeft)))
            _ = try socket.read()
        }
        #expect(node.read("crt") == "1499")
        daemon.signal(SIGTERM)
        #expect(try daemon.wait() == 0)
    }

    // MARK: Configuration

    @Test func theConfigurationFileIsReadAndFlagsWin() throws {
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["crt": "one"]), as: "secret.yaml")
        let other = node.directory.appending("elsewhere")
        try node.directory.write(
            "manifests: [\(node.manifests)]\nvolumes: {path: \(other), size: 8Mi, removeOnExit: true}\n",
            to: "config.yaml"
        )
        let configuration = node.directory.appending("config.yaml")
        let fromFile = try ChildProcess(Binary.secretd, ["run", "--state", "off", "--config", configuration])
        try fromFile.line(containing: "in sync")
        #expect(contents(of: "\(other)/default/web/tls/crt") == "one")
        fromFile.signal(SIGTERM)
        #expect(try fromFile.wait() == 0)
        #expect(access(other, F_OK) == -1)

        let withFlag = try ChildProcess(
            Binary.secretd,
            ["run", "--state", "off", "--config", configuration, "--volumes", node.volumes]
        )
        try withFlag.line(containing: "in sync")
        #expect(node.read("crt") == "one")
        withFlag.signal(SIGTERM)
        _ = try withFlag.wait()
    }

    @Test(arguments: [
        ("volums: {}", "1:1: unknown field \"volums\""),
        ("manifests: /etc", "1:12: manifests: expected array, found string"),
        ("volumes: {size: many}", "1:17: volumes.size: must be a size above zero, for example 128Mi"),
        ("log: {level: loud}", "1:14: log.level: must be one of"),
        ("a: [", "2:1: "),
    ])
    func aConfigurationWithErrorsIsRefusedWithItsPlace(text: String, message: String) throws {
        try node.directory.write(text + "\n", to: "config.yaml")
        let path = node.directory.appending("config.yaml")
        let process = try ChildProcess(Binary.secretd, ["run", "--state", "off", "--config", path])
        #expect(try process.wait() == 1)
        #expect(process.output.contains("config.yaml:\(message)"), "\(process.output)")
    }

    @Test func aConfigurationFileThatIsNotThereIsNamed() throws {
        let process = try ChildProcess(
            Binary.secretd,
            ["run", "--state", "off", "--config", "/nonexistent/config.yaml"]
        )
        #expect(try process.wait() == 1)
        #expect(process.output == "secretd: /nonexistent/config.yaml: No such file or directory\n")
    }
}
