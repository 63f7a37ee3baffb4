import Glibc
import LinuxSystem
import TestSupport
import Testing

/// Watchers as applications have them, on a volume that FUSE serves.
@Suite(
    .serialized,
    .enabled(if: Requirement.root, "needs root to mount"),
    .enabled(if: access("/dev/fuse", F_OK) == 0, "needs /dev/fuse"),
    .timeLimit(.minutes(3))
)
struct FuseWatcherTests {
    /// A program that prints a line for each event of a path.
    struct Watcher: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var program: String
        var arguments: @Sendable (String) -> [String]
        /// What a line has at each update, for a watch on the file and for one on the directory; several for several lines.
        var fileEvents: [String]
        var directoryEvents: [String]
    }

    static let inotifywait = Watcher(
        testDescription: "inotifywait",
        program: "inotifywait",
        arguments: { ["--monitor", "--format", "%e %w%f", $0] },
        fileEvents: ["MODIFY", "CLOSE_WRITE"],
        directoryEvents: ["MOVED_TO", "MODIFY", "CLOSE_WRITE"]
    )
    static let watchdog = Watcher(
        testDescription: "Python watchdog",
        program: PythonWatchers.python,
        arguments: { ["-u", PythonWatchers.script, "watchdog", $0] },
        fileEvents: ["modified", "closed"],
        directoryEvents: ["moved", "modified", "closed"]
    )
    static let watchfiles = Watcher(
        testDescription: "Python watchfiles",
        program: PythonWatchers.python,
        arguments: { ["-u", PythonWatchers.script, "watchfiles", $0] },
        fileEvents: ["modified"],
        directoryEvents: ["modified"]
    )

    private static let updates = 20

    private func check(_ watcher: Watcher) throws {
        let node = try TestNode()
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["key": "0", "same": "same"]), as: "secret.yaml")
        try node.start("--backend", "fuse")
        try follow(watcher, at: "\(node.path("tls"))/key", node, events: watcher.fileEvents)
        try follow(watcher, at: node.path("tls"), node, events: watcher.directoryEvents)
        #expect(try node.stop() == 0)
    }

    private func follow(_ watcher: Watcher, at path: String, _ node: TestNode, events: [String]) throws {
        let child = try ChildProcess(watcher.program, watcher.arguments(path))
        try child.line(containing: "established")
        for number in 1...Self.updates {
            try node.save(Example.secret(["key": "\(number)", "same": "same"]), as: "secret.yaml")
            for event in events { try child.line { $0.hasPrefix(event) } }
            #expect(node.read("key") == "\(number)")
        }
        child.kill()
        #expect(!child.output.contains("/same"))
    }

    @Test func inotifyItselfGetsEveryUpdateForEver() throws {
        let node = try TestNode()
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["key": "0", "same": "same"]), as: "secret.yaml")
        try node.start("--backend", "fuse")
        let inotify = try Inotify()
        let file = try inotify.watch("\(node.path("tls"))/key", for: [.modify, .closeWrite])
        let same = try inotify.watch("\(node.path("tls"))/same", for: [.modify, .closeWrite, .attributes])
        let directory = try inotify.watch(node.path("tls"), for: [.movedTo, .modify, .closeWrite])
        for number in 1...Self.updates {
            try node.save(Example.secret(["key": "\(number)", "same": "same"]), as: "secret.yaml")
            var missing = ["\(file) MODIFY", "\(file) CLOSE_WRITE", "\(directory) ..data", "\(directory) key"]
            let deadline = Deadline(seconds: 20)
            while !missing.isEmpty, !deadline.isPast {
                _ = try Poll.readable([inotify.rawValue], timeout: .seconds(1))
                for event in try inotify.read() {
                    #expect(event.watch != same)
                    let kind = event.mask == .modify ? "MODIFY" : "CLOSE_WRITE"
                    missing.removeAll { $0 == "\(event.watch) \(event.name.isEmpty ? kind : event.name)" }
                }
            }
            #expect(missing.isEmpty, "update \(number)")
            #expect(node.read("key") == "\(number)")
        }
        #expect(try node.stop() == 0)
    }

    @Test(arguments: [inotifywait])
    func aWatchGetsEveryUpdateForEver(watcher: Watcher) throws {
        try check(watcher)
    }

    @Test(
        .enabled(if: PythonWatchers.areThere, "needs watchdog and watchfiles from PyPI: make deps"),
        arguments: [watchdog, watchfiles]
    )
    func aPythonWatchGetsEveryUpdateForEver(watcher: Watcher) throws {
        try check(watcher)
    }
}

/// The watchers that come from PyPI, in an environment of their own that `make deps` has made.
enum PythonWatchers {
    static let python = "\(Repository.path)/.build/python/bin/python3"
    static let script = "\(Repository.path)/Tests/IntegrationTests/watchers/watch.py"
    static let areThere = access(python, X_OK) == 0
}
