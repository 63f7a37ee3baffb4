import Feeds
import Glibc
import KubeObjects
import TestSupport
import Testing

/// Paths that are missing, go away, come back and are replaced. An outage never takes an object away.
@Suite(.timeLimit(.minutes(1)))
struct ManifestOutageTests {
    let root: TemporaryDirectory
    let path: String

    init() throws {
        root = try TemporaryDirectory()
        path = root.appending("manifests")
    }

    private func makeDirectory(_ values: KeyValuePairs<String, String>, at path: String? = nil) throws {
        let path = path ?? self.path
        mkdir(path, 0o755)
        for (name, value) in values {
            try writeFile(SampleManifest.secret(name, value), to: "\(path)/\(name).yaml")
        }
    }

    private var missing: String { "error \(path): stat: No such file or directory" }

    @Test func missingDirectoryIsSaidAndPickedUpWhenItAppears() async throws {
        let events = try FeedEvents([path])
        #expect(try await events.degraded() == [missing])
        #expect(try await events.replaced() == [])
        try makeDirectory(["a": "1"], at: root.appending("tmp"))
        rename(root.appending("tmp"), path)
        #expect(try await events.changed() == ["a=1"])
        #expect(try await events.degraded() == [])
        #expect(try await events.replaced() == ["a=1"])
        try writeFile(SampleManifest.secret("a", "2"), to: "\(path)/a.yaml")
        #expect(try await events.changed() == ["a=2"])
    }

    @Test func directoryMayAppearLevelByLevel() async throws {
        let deep = root.appending("x/y/manifests")
        let events = try FeedEvents([deep], settleTime: .seconds(5))
        #expect(try await events.degraded().count == 1)
        #expect(try await events.replaced() == [])
        mkdir(root.appending("x"), 0o755)
        mkdir(root.appending("x/y"), 0o755)
        mkdir(deep, 0o755)
        // Still being filled: each object counts as it comes, and only quiet says that this is all.
        for name in ["a", "b"] {
            try writeFile(SampleManifest.secret(name, "1"), to: "\(deep)/\(name).yaml")
            #expect(try await events.changed() == ["\(name)=1"])
        }
        #expect(try await events.degraded() == [])
        #expect(try await events.replaced() == ["a=1", "b=1"])
    }

    @Test func directoryThatCameBackEmptyIsNoWholeStateBeforeItIsQuiet() async throws {
        try makeDirectory(["a": "1", "b": "1"])
        let events = try FeedEvents([path], settleTime: .seconds(5))
        _ = try await events.replaced()
        removeTree(path)
        #expect(try await events.degraded() == [missing])
        try makeDirectory(["c": "1"])
        #expect(try await events.changed() == ["c=1"])
        try writeFile(SampleManifest.secret("a", "2"), to: "\(path)/a.yaml")
        #expect(try await events.changed() == ["a=2"])
        #expect(try await events.changed() == ["-b"])
        #expect(try await events.degraded() == [])
    }

    @Test func aReloadTakesADirectoryThatCameBackAtItsWord() async throws {
        let events = try FeedEvents([path], settleTime: .seconds(3600))
        #expect(try await events.degraded() == [missing])
        #expect(try await events.replaced() == [])
        try makeDirectory(["a": "1"])
        #expect(try await events.changed() == ["a=1"])
        events.feed.reload()
        #expect(try await events.degraded() == [])
        #expect(try await events.replaced() == ["a=1"])
    }

    @Test func singleFileMayAppear() async throws {
        let file = root.appending("secret.conf")
        let events = try FeedEvents([file])
        #expect(try await events.degraded() == ["error \(file): stat: No such file or directory"])
        #expect(try await events.replaced() == [])
        try root.write(SampleManifest.secret("a", "1"), to: "tmp")
        rename(root.appending("tmp"), file)
        #expect(try await events.changed() == ["a=1"])
        #expect(try await events.degraded() == [])
        #expect(try await events.replaced() == ["a=1"])
    }

    @Test func removedDirectoryKeepsItsObjects() async throws {
        try makeDirectory(["a": "1", "b": "1"])
        let events = try FeedEvents([path])
        #expect(try await events.replaced() == ["a=1", "b=1"])
        removeTree(path)
        #expect(try await events.degraded() == [missing])
        // What the new one does not hold is gone; what it holds unchanged is no event.
        try makeDirectory(["a": "1"], at: root.appending("tmp"))
        rename(root.appending("tmp"), path)
        #expect(try await events.changed() == ["-b"])
        #expect(try await events.degraded() == [])
    }

    @Test func movedDirectoryKeepsItsObjects() async throws {
        try makeDirectory(["a": "1"])
        let events = try FeedEvents([path])
        _ = try await events.replaced()
        rename(path, root.appending("aside"))
        #expect(try await events.degraded() == [missing])
        // Nobody listens to the old place any more.
        try root.write(SampleManifest.secret("a", "2"), to: "aside/a.yaml")
        rename(root.appending("aside"), path)
        #expect(try await events.changed() == ["a=2"])
        #expect(try await events.degraded() == [])
    }

    @Test func removedSingleFileKeepsItsObjects() async throws {
        try root.write(SampleManifest.secret("a", "1"), to: "secret.conf")
        let file = root.appending("secret.conf")
        let events = try FeedEvents([file])
        #expect(try await events.replaced() == ["a=1"])
        unlink(file)
        #expect(try await events.degraded() == ["error \(file): stat: No such file or directory"])
        try root.write(SampleManifest.secret("a", "2"), to: "tmp")
        rename(root.appending("tmp"), file)
        #expect(try await events.changed() == ["a=2"])
        #expect(try await events.degraded() == [])
    }

    @Test func singleFileReplacedByRenameIsNoOutage() async throws {
        try root.write(SampleManifest.secret("a", "1"), to: "secret.conf")
        let events = try FeedEvents([root.appending("secret.conf")], deletionGrace: .seconds(3))
        _ = try await events.replaced()
        for value in ["2", "3"] {
            rename(root.appending("secret.conf"), root.appending("secret.conf~"))
            try root.write(SampleManifest.secret("a", value), to: "secret.conf")
            #expect(try await events.changed() == ["a=\(value)"])
        }
    }

    @Test func directoryRemovedAndMadeAnewIsFollowed() async throws {
        try makeDirectory(["a": "1"])
        let events = try FeedEvents([path], deletionGrace: .seconds(3))
        _ = try await events.replaced()
        removeTree(path)
        try makeDirectory(["a": "2"])
        #expect(try await events.changed() == ["a=2"])
        try writeFile(SampleManifest.secret("a", "3"), to: "\(path)/a.yaml")
        #expect(try await events.changed() == ["a=3"])
    }

    /// Waits until a file of another directory that went just now is gone, and so the time of those before it over.
    private func waitForTheGrace(of events: FeedEvents) async throws {
        unlink(root.appending("second/z.yaml"))
        #expect(try await events.changed() == ["-z"])
    }

    @Test func directoryMadeAnewMayTakeItsTimeToBeFilled() async throws {
        try makeDirectory(["a": "1"])
        try makeDirectory(["z": "1"], at: root.appending("second"))
        let events = try FeedEvents([path, root.appending("second")], settleTime: .seconds(600))
        #expect(try await events.replaced() == ["a=1", "z=1"])
        removeTree(path)
        try makeDirectory([:])
        try await waitForTheGrace(of: events)
        try writeFile(SampleManifest.secret("a", "2"), to: "\(path)/a.yaml")
        #expect(try await events.changed() == ["a=2"])
    }

    @Test func directoryInPlaceOfAnotherMayTakeItsTimeToBeFilled() async throws {
        try makeDirectory(["a": "1", "b": "1"])
        try makeDirectory(["z": "1"], at: root.appending("second"))
        try makeDirectory(["a": "2"], at: root.appending("other"))
        let events = try FeedEvents([path, root.appending("second")], settleTime: .seconds(600))
        #expect(try await events.replaced() == ["a=1", "b=1", "z=1"])
        rename(path, root.appending("old"))
        rename(root.appending("other"), path)
        #expect(try await events.changed() == ["a=2"])
        // What goes now is not `b`.
        try await waitForTheGrace(of: events)
    }

    @Test func whatTheOtherDirectoryDoesNotHoldGoesWhenItHasBeenQuiet() async throws {
        try makeDirectory(["a": "1", "b": "1"])
        try makeDirectory(["a": "2"], at: root.appending("other"))
        let events = try FeedEvents([path], settleTime: .milliseconds(100))
        #expect(try await events.replaced() == ["a=1", "b=1"])
        rename(path, root.appending("old"))
        rename(root.appending("other"), path)
        #expect(try await events.changed() == ["a=2"])
        #expect(try await events.changed() == ["-b"])
    }

    @Test func filesThatGoAllTogetherMayComeBackTogether() async throws {
        try makeDirectory(["a": "1", "b": "1"])
        try makeDirectory(["z": "1"], at: root.appending("second"))
        let events = try FeedEvents([path, root.appending("second")], settleTime: .seconds(600))
        #expect(try await events.replaced() == ["a=1", "b=1", "z=1"])
        unlink("\(path)/a.yaml")
        unlink("\(path)/b.yaml")
        try await waitForTheGrace(of: events)
        try writeFile(SampleManifest.secret("a", "2"), to: "\(path)/a.yaml")
        #expect(try await events.changed() == ["a=2"])
    }

    @Test func oneFileOfSeveralIsSoonGone() async throws {
        try makeDirectory(["a": "1", "b": "1"])
        let events = try FeedEvents([path], settleTime: .seconds(3600))
        _ = try await events.replaced()
        unlink("\(path)/a.yaml")
        #expect(try await events.changed() == ["-a"])
        unlink("\(path)/b.yaml")
        #expect(try await events.changed() == ["-b"])
    }

    @Test func directoryReplacedByAnotherIsFollowed() async throws {
        try makeDirectory(["a": "1"])
        try makeDirectory(["a": "2"], at: root.appending("other"))
        let events = try FeedEvents([path], deletionGrace: .seconds(3))
        _ = try await events.replaced()
        rename(path, root.appending("old"))
        rename(root.appending("other"), path)
        #expect(try await events.changed() == ["a=2"])
        try writeFile(SampleManifest.secret("a", "3"), to: "\(path)/a.yaml")
        #expect(try await events.changed() == ["a=3"])
    }

    @Test func replacedGrandparentIsNoticed() async throws {
        mkdir(root.appending("x"), 0o755)
        mkdir(root.appending("x/y"), 0o755)
        try makeDirectory(["a": "1"], at: root.appending("x/y/manifests"))
        mkdir(root.appending("z"), 0o755)
        mkdir(root.appending("z/y"), 0o755)
        try makeDirectory(["a": "2"], at: root.appending("z/y/manifests"))
        let events = try FeedEvents([root.appending("x/y/manifests")], deletionGrace: .seconds(3))
        #expect(try await events.replaced() == ["a=1"])
        rename(root.appending("x"), root.appending("old"))
        rename(root.appending("z"), root.appending("x"))
        #expect(try await events.changed() == ["a=2"])
    }

    @Test func fileInPlaceOfTheDirectoryIsTakenForWhatItIs() async throws {
        try makeDirectory(["a": "1"])
        let events = try FeedEvents([path], deletionGrace: .seconds(3))
        _ = try await events.replaced()
        rename(path, root.appending("old"))
        try root.write(SampleManifest.secret("b", "1"), to: "manifests")
        #expect(try await events.changed() == ["b=1"])
        #expect(try await events.changed() == ["-a"])
    }

    @Test func directoryInPlaceOfAFileIsTakenForWhatItIs() async throws {
        try root.write(SampleManifest.secret("a", "1"), to: "manifests")
        let events = try FeedEvents([path], deletionGrace: .seconds(3))
        _ = try await events.replaced()
        try makeDirectory(["b": "1"], at: root.appending("new"))
        rename(path, root.appending("old"))
        rename(root.appending("new"), path)
        #expect(try await events.changed() == ["b=1"])
        #expect(try await events.changed() == ["-a"])
    }

    @Test func onePathsOutageLeavesTheOthersAlone() async throws {
        try makeDirectory(["a": "1"])
        try makeDirectory(["b": "1"], at: root.appending("second"))
        let events = try FeedEvents([path, root.appending("second")])
        #expect(try await events.replaced() == ["a=1", "b=1"])
        removeTree(path)
        #expect(try await events.degraded() == [missing])
        try root.write(SampleManifest.secret("b", "2"), to: "second/b.yaml")
        #expect(try await events.changed() == ["b=2"])
    }

    @Test func feedEndsWithItsConsumer() async throws {
        try makeDirectory(["a": "1"])
        let (ended, continuation) = AsyncStream.makeStream(of: Never.self)
        var events: FeedEvents? = try FeedEvents([path], read: readerEnding(continuation))
        #expect(try await events?.replaced() == ["a=1"])
        events = nil
        // The feed's thread was the last to hold the reader.
        for await _ in ended {}
    }

    private func readerEnding(
        _ continuation: AsyncStream<Never>.Continuation
    ) -> @Sendable (UnsafeRawBufferPointer) -> Manifest {
        let end = EndOfLife(continuation: continuation)
        return { bytes in withExtendedLifetime(end) { Manifest.read(bytes) } }
    }
}

/// Ends a stream when nobody holds it any more.
private final class EndOfLife: Sendable {
    private let continuation: AsyncStream<Never>.Continuation

    init(continuation: AsyncStream<Never>.Continuation) {
        self.continuation = continuation
    }

    deinit { continuation.finish() }
}
