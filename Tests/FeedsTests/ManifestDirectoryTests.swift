import Feeds
import Glibc
import KubeObjects
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ManifestDirectoryTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func firstEventHoldsEverythingInOrderOfNames() async throws {
        try directory.write(SampleManifest.secret("b", "2"), to: "20.yml")
        try directory.write(SampleManifest.secrets(["z": "1", "a": "1"]), to: "10.yaml")
        try directory.write(SampleManifest.secret("c", "3"), to: "30.json")
        let events = try FeedEvents(directory)
        #expect(try await events.replaced() == ["z=1", "a=1", "b=2", "c=3"])
    }

    @Test func emptyDirectoryIsReplacedByNothingWithoutAProblem() async throws {
        let events = try FeedEvents(directory)
        #expect(try await events.replaced() == [])
        try directory.write(SampleManifest.secret("a", "1"), to: "a.yaml")
        #expect(try await events.changed() == ["a=1"])
    }

    @Test(arguments: ["x.yaml~", ".x.yaml", ".x.yaml.swp", "4913", "x.txt", "x.yaml.bak", "README", ".yaml"])
    func leftoversAndOtherFilesAreNoManifests(_ name: String) async throws {
        try directory.write(SampleManifest.secret("leftover", "1"), to: name)
        let events = try FeedEvents(directory)
        #expect(try await events.replaced() == [])
        try directory.write(SampleManifest.secret("leftover", "2"), to: name)
        try directory.write(SampleManifest.secret("a", "1"), to: "a.yaml")
        #expect(try await events.changed() == ["a=1"])
    }

    @Test func twoSpellingsOfOneLetterAreTwoFiles() async throws {
        // U+00E9, and e with U+0301: equal as text.
        try directory.write(SampleManifest.secret("composed", "1"), to: "\u{e9}.yaml")
        try directory.write(SampleManifest.secret("decomposed", "1"), to: "e\u{301}.yaml")
        let events = try FeedEvents(directory)
        #expect(try await events.replaced() == ["decomposed=1", "composed=1"])
        unlink(directory.appending("\u{e9}.yaml"))
        #expect(try await events.changed() == ["-composed"])
    }

    @Test func subdirectoriesAreNotRead() async throws {
        mkdir(directory.appending("below"), 0o755)
        try directory.write(SampleManifest.secret("a", "1"), to: "below/a.yaml")
        let events = try FeedEvents(directory)
        #expect(try await events.replaced() == [])
    }

    @Test func allObjectsOfOneSaveComeInOneEvent() async throws {
        try directory.write(SampleManifest.secrets(["a": "1", "b": "1", "c": "1"]), to: "x.yaml")
        let events = try FeedEvents(directory)
        _ = try await events.replaced()
        try directory.write(SampleManifest.secrets(["a": "2", "b": "1", "d": "1"]), to: "x.yaml")
        #expect(try await events.changed() == ["a=2", "d=1", "-c"])
    }

    @Test func saveThatChangesNothingIsNoEvent() async throws {
        try directory.write(SampleManifest.secret("a", "1"), to: "a.yaml")
        let events = try FeedEvents(directory)
        _ = try await events.replaced()
        try directory.write(SampleManifest.secret("a", "1"), to: "a.yaml")
        try directory.write(SampleManifest.secret("b", "1"), to: "b.yaml")
        #expect(try await events.changed() == ["b=1"])
    }

    @Test func deletedFileTakesItsObjectsWithIt() async throws {
        try directory.write(SampleManifest.secret("a", "1"), to: "a.yaml")
        try directory.write(SampleManifest.secret("b", "1"), to: "b.yaml")
        let events = try FeedEvents(directory)
        _ = try await events.replaced()
        unlink(directory.appending("a.yaml"))
        #expect(try await events.changed() == ["-a"])
    }

    @Test func fileMovedOutTakesItsObjectsWithIt() async throws {
        try directory.write(SampleManifest.secret("a", "1"), to: "a.yaml")
        let events = try FeedEvents(directory)
        _ = try await events.replaced()
        rename(directory.appending("a.yaml"), directory.appending("a.yaml.disabled"))
        #expect(try await events.changed() == ["-a"])
        rename(directory.appending("a.yaml.disabled"), directory.appending("a.yaml"))
        #expect(try await events.changed() == ["a=1"])
    }

    @Test func renamedManifestIsNoEvent() async throws {
        try directory.write(SampleManifest.secret("a", "1"), to: "a.yaml")
        let events = try FeedEvents(directory)
        _ = try await events.replaced()
        rename(directory.appending("a.yaml"), directory.appending("z.yaml"))
        try directory.write(SampleManifest.secret("b", "1"), to: "b.yaml")
        #expect(try await events.changed() == ["b=1"])
        // The name that went has no say any more: this is the end of its object, and it comes alone.
        unlink(directory.appending("z.yaml"))
        #expect(try await events.changed() == ["-a"])
    }

    @Test func severalPathsAreReadInOrder() async throws {
        let second = try TemporaryDirectory()
        try directory.write(SampleManifest.secret("a", "1"), to: "z.yaml")
        try second.write(SampleManifest.secret("b", "1"), to: "a.yaml")
        try second.write(SampleManifest.secret("c", "1"), to: "single.conf")
        let events = try FeedEvents([second.appending("single.conf"), directory.path, second.path])
        #expect(try await events.replaced() == ["c=1", "a=1", "b=1"])
        try second.write(SampleManifest.secret("c", "2"), to: "single.conf")
        #expect(try await events.changed() == ["c=2"])
        try second.write(SampleManifest.secret("b", "2"), to: "a.yaml")
        #expect(try await events.changed() == ["b=2"])
    }

    @Test func slowRescanReadsOnlyWhatMayHaveChanged() async throws {
        // A file of this moment cannot be told from its next version, so it is read anew each time; an old one is not.
        let old = "/etc/passwd"
        try directory.write("x", to: "young.yaml")
        let reads = Mutex<[Int: Int]>([:])
        let (rescans, continuation) = AsyncStream.makeStream(of: Void.self)
        let events = try FeedEvents([old, directory.path], rescanInterval: .milliseconds(10)) { bytes in
            reads.withLock { $0[bytes.count, default: 0] += 1 }
            if bytes.count == 1 { continuation.yield() }
            return Manifest()
        }
        #expect(try await events.replaced() == [])
        var count = 0
        for await _ in rescans where count < 5 {
            count += 1
            if count == 5 { break }
        }
        #expect(reads.withLock { $0.filter { $0.key != 1 }.map(\.value) } == [1])
    }

    @Test func requestedRescanReadsEverything() async throws {
        let (reads, continuation) = AsyncStream.makeStream(of: Int.self)
        let events = try FeedEvents(["/etc/passwd", "/etc/group"]) { bytes in
            continuation.yield(bytes.count)
            return Manifest()
        }
        #expect(try await events.replaced() == [])
        var iterator = reads.makeAsyncIterator()
        let first = [await iterator.next(), await iterator.next()]
        events.feed.reload()
        #expect([await iterator.next(), await iterator.next()] == first)
    }

    @Test func nameSaysWhichPaths() throws {
        let events = try FeedEvents([directory.path, "/nowhere/else"])
        #expect(events.feed.name == "manifests \(directory.path) /nowhere/else")
    }
}
