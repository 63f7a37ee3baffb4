import Foundation
import Glibc
import TestSupport
import Testing

/// `secretd watch` on volumes as kubelet writes them, and on directories.
@Suite(.timeLimit(.minutes(3)))
struct WatchTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory(in: "/dev/shm")
    }

    private func makeVolume(_ name: String = "tls") throws -> KubeletVolume {
        let path = directory.appending(name)
        try #require(mkdir(path, 0o755) == 0)
        return KubeletVolume(path)
    }

    /// Starts `secretd watch`, and waits until it has seen what is there.
    private func watch(_ path: String, _ arguments: String..., ready: String = "watching") throws -> ChildProcess {
        let child = try ChildProcess(Binary.secretd, ["watch", path] + arguments)
        try child.line { $0.hasPrefix("secretd: ") && $0.contains(ready) }
        return child
    }

    private func end(_ child: ChildProcess, by signal: Int32 = SIGTERM) throws {
        child.signal(signal)
        #expect(try child.wait() == 0, "\(child.output)")
    }

    @Test func eachChangeIsOneLineWithTheNamesAlone() throws {
        let volume = try makeVolume()
        try volume.write(["tls.crt": "one", "tls.key": "one", "old": "x", "dir/same": "same"])
        let child = try watch(volume.path)
        try volume.write(["tls.crt": "two", "tls.key": "two", "ca.crt": "x", "dir/same": "same"])
        let line = try child.line(containing: "generation")
        let name = volume.generation.dropFirst(2)
        #expect(line.hasSuffix("Z  generation \(name)  changed: tls.crt, tls.key  added: ca.crt  removed: old"))
        // Written anew with the same bytes, it is nothing to tell; a mode is.
        try volume.write(["tls.crt": "two", "tls.key": "two", "ca.crt": "x", "dir/same": "same"])
        try volume.write(["tls.crt": "two", "tls.key": "two", "ca.crt": "x", "dir/same": "other"])
        #expect(try child.line(containing: "generation").hasSuffix("  changed: dir/same"))
        try volume.write(["tls.crt": "two", "tls.key": "two", "ca.crt": "x", "dir/same": "other"], mode: 0o600)
        let all = "  changed: ca.crt, dir/same, tls.crt, tls.key"
        #expect(try child.line(containing: "generation").hasSuffix(all))
        try end(child, by: SIGINT)
    }

    @Test func jsonHasTheSameForMachines() throws {
        let volume = try makeVolume()
        try volume.write(["a": "1", "b": "1"])
        let child = try watch(volume.path, "-o", "json", "--initial", "--count", "2")
        let first = try #require(try object(child.line(containing: "{")))
        #expect(first["added"] as? [String] == ["a", "b"])
        #expect(first["previous"] is NSNull)
        let previous = volume.generation.dropFirst(2)
        try volume.write(["a": "2", "c": "1"])
        let second = try #require(try object(child.line(containing: "{")))
        #expect(second["generation"] as? String == String(volume.generation.dropFirst(2)))
        #expect(second["previous"] as? String == String(previous))
        #expect(second["changed"] as? [String] == ["a"])
        #expect(second["added"] as? [String] == ["c"])
        #expect(second["removed"] as? [String] == ["b"])
        #expect(try child.wait() == 0)
    }

    private func object(_ line: String) throws -> [String: Any]? {
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    }

    /// Every line must name just what differs between the generations that it names, and the last one must be there.
    @Test func aThousandRapidSwapsAreToldRightAndToTheEnd() throws {
        let volume = try makeVolume()
        var contents: [String: [String: String]] = [:]
        func write(_ number: Int) throws {
            var files = ["always": "\(number)", "slow": "\(number / 7)", "same": "same"]
            if number % 3 == 0 { files["sometimes"] = "x" }
            files["nested/n\(number % 5)"] = "x"
            try volume.write(files)
            contents[String(volume.generation.dropFirst(2))] = files
        }
        try write(0)
        var before = String(volume.generation.dropFirst(2))
        let child = try watch(volume.path, "-o", "json")
        for number in 1...1000 { try write(number) }
        let last = String(volume.generation.dropFirst(2))
        var lines = 0
        while before != last {
            let line = try #require(try object(child.line(containing: "{")))
            let name = try #require(line["generation"] as? String)
            #expect(line["previous"] as? String == before)
            let (old, new) = (try #require(contents[before]), try #require(contents[name]))
            #expect(line["changed"] as? [String] == new.keys.filter { old[$0] != nil && old[$0] != new[$0] }.sorted())
            #expect(line["added"] as? [String] == new.keys.filter { old[$0] == nil }.sorted())
            #expect(line["removed"] as? [String] == old.keys.filter { new[$0] == nil }.sorted())
            before = name
            lines += 1
        }
        print("lines for 1,000 swaps: \(lines)")
        try end(child)
    }

    @Test func aVolumeIsWaitedForGoesAndComesBack() throws {
        let path = directory.appending("ns/web/tls")
        let child = try watch(path, ready: "not there yet")
        for parent in ["ns", "ns/web", "ns/web/tls"] { try #require(mkdir(directory.appending(parent), 0o755) == 0) }
        let volume = KubeletVolume(path)
        try volume.write(["a": "1"])
        #expect(try child.line(containing: "generation").hasSuffix("  added: a"))
        removeTree(directory.appending("ns"))
        try child.line(containing: "gone")
        for parent in ["ns", "ns/web", "ns/web/tls"] { try #require(mkdir(directory.appending(parent), 0o755) == 0) }
        let next = KubeletVolume(path)
        try next.write(["a": "1", "b": "2"])
        // What was the same before and after is not told.
        #expect(try child.line(containing: "generation").hasSuffix("  added: b"))
        try end(child)
    }

    @Test func aLinkToAVolumeIsFollowedToAnother() throws {
        let (one, two) = (try makeVolume("one"), try makeVolume("two"))
        try one.write(["a": "1"])
        try two.write(["a": "2"])
        let link = directory.appending("link")
        try #require(symlink(one.path, link) == 0)
        let child = try watch(link)
        try #require(symlink(two.path, directory.appending("new")) == 0)
        try #require(rename(directory.appending("new"), link) == 0)
        #expect(try child.line(containing: "generation").hasSuffix("  changed: a"))
        try two.write(["a": "3"])
        #expect(try child.line(containing: "generation").hasSuffix("  changed: a"))
        try end(child)
    }

    @Test func aPlainDirectoryIsToldWhenItHasSettled() throws {
        let path = directory.appending("plain")
        try #require(mkdir(path, 0o755) == 0)
        try writeFile("1", to: "\(path)/a")
        let child = try watch(path)
        try writeFile("2", to: "\(path)/a")
        try writeFile("1", to: "\(path)/b")
        try #require(mkdir("\(path)/sub", 0o755) == 0)
        try writeFile("1", to: "\(path)/sub/c")
        #expect(try child.line(containing: "Z  ").hasSuffix("Z  changed: a  added: b, sub/c"))
        try writeFile("2", to: "\(path)/sub/c")
        #expect(try child.line(containing: "Z  ").hasSuffix("Z  changed: sub/c"))
        try end(child)
    }

    @Test func aFileIsNoVolume() throws {
        try directory.write("x", to: "file")
        let child = try ChildProcess(Binary.secretd, ["watch", directory.appending("file")])
        #expect(try child.wait() == 1)
        #expect(child.output.contains("file: inotify_add_watch"))
        let usage = try ChildProcess(Binary.secretd, ["watch", directory.path, "--exec"])
        #expect(try usage.wait() == 2)
    }

    // MARK: - Commands

    private static let tell = """
        echo "run $1 in $SECRETD_DIRECTORY $SECRETD_GENERATION changed:" $SECRETD_CHANGED "added:" $SECRETD_ADDED \
        "removed:" $SECRETD_REMOVED.
        """

    @Test func aCommandRunsForEachChangeAndLearnsIt() throws {
        let volume = try makeVolume()
        try volume.write(["a": "1", "b": "1", "c": "1"])
        let child = try watch(volume.path, "--exec", "sh", "-c", Self.tell, "sh", "-o=x")
        try volume.write(["a": "2", "b": "2", "d": "1"])
        let name = volume.generation.dropFirst(2)
        let line = try child.line(containing: "run")
        #expect(line == "run -o=x in \(volume.path) \(name) changed: a b added: d removed: c.")
        try end(child)
    }

    @Test func aCommandThatFailsDoesNotEndTheWatch() throws {
        let volume = try makeVolume()
        try volume.write(["a": "1"])
        let child = try watch(volume.path, "--", "sh", "-c", "exit 3")
        try volume.write(["a": "2"])
        try child.line(containing: "secretd: sh: exit code 3")
        try volume.write(["a": "3"])
        try child.line(containing: "secretd: sh: exit code 3")
        try end(child)
        let other = try watch(volume.path, "--exec", "/no/such/program")
        try volume.write(["a": "4"])
        try other.line(containing: "secretd: /no/such/program: not found")
        try end(other)
    }

    @Test func changesDuringARunAreOneRun() throws {
        let volume = try makeVolume()
        try volume.write(["a": "1", "b": "1"])
        let gate = directory.appending("gate")
        try #require(mkfifo(gate, 0o600) == 0)
        let script = "echo started:$SECRETD_CHANGED:$SECRETD_ADDED:$SECRETD_REMOVED; read -r x < \(gate)"
        let child = try watch(volume.path, "--exec", "sh", "-c", script)
        try volume.write(["a": "2", "b": "1"])
        try child.line { $0 == "started:a::" }
        try volume.write(["a": "2", "b": "2"])
        try child.line(containing: "changed: b")
        try volume.write(["a": "2", "b": "3", "c": "1"])
        try child.line(containing: "added: c")
        try volume.write(["a": "2", "b": "3"])
        try child.line(containing: "removed: c")
        try writeFile("go\n", to: gate)
        try child.line { $0 == "started:b::c" }
        // The end sends it SIGTERM, and waits for it.
        try end(child)
        #expect(child.output.components(separatedBy: "started:").count == 3)
    }

    @Test func theEndWaitsForTheCommand() throws {
        let volume = try makeVolume()
        try volume.write(["a": "1"])
        let script =
            "trap 'echo got TERM; exit 0' TERM; echo started; while :; do read -r x <\(directory.path)/fifo; done"
        try #require(mkfifo(directory.appending("fifo"), 0o600) == 0)
        let child = try watch(volume.path, "--exec", "bash", "-c", script)
        try volume.write(["a": "2"])
        try child.line { $0 == "started" }
        child.signal(SIGTERM)
        // bash runs the trap when its read is interrupted.
        #expect(try child.wait() == 0)
        #expect(child.output.hasSuffix("got TERM\n"))
    }
}
