import Feeds
import Glibc
import KubeObjects
import TestSupport
import Testing

/// The ways in which editors and tools save a file. None of them may show half a file, or take an object away that is
/// there before and after.
@Suite(.timeLimit(.minutes(1)))
struct ManifestSavingTests {
    let directory: TemporaryDirectory
    let path: String
    let events: FeedEvents

    init() async throws {
        directory = try TemporaryDirectory()
        path = directory.appending("x.yaml")
        try directory.write(SampleManifest.secrets(["a": "1", "b": "1"]), to: "x.yaml")
        events = try FeedEvents([directory.path], deletionGrace: .seconds(3))
        _ = try await events.replaced()
    }

    private let new = SampleManifest.secrets(["a": "2", "b": "2"])

    @Test func truncatingWriterIsWaitedFor() async throws {
        let file = try OpenFile(path)
        file.write(SampleManifest.secret("a", "2"))
        // Another file's save comes through meanwhile, and nothing of this one.
        try directory.write(SampleManifest.secret("c", "1"), to: "c.yaml")
        #expect(try await events.changed() == ["c=1"])
        file.write("---\n" + SampleManifest.secret("b", "2"))
        file.close()
        #expect(try await events.changed() == ["a=2", "b=2"])
    }

    @Test func newFileIsWaitedFor() async throws {
        let file = try OpenFile(directory.appending("new.yaml"))
        file.write(SampleManifest.secret("n", "1"))
        try directory.write(SampleManifest.secret("c", "1"), to: "c.yaml")
        #expect(try await events.changed() == ["c=1"])
        file.write("---\n" + SampleManifest.secret("m", "1"))
        file.close()
        #expect(try await events.changed() == ["n=1", "m=1"])
    }

    @Test func firstOfTwoWritersDoesNotEndTheWait() async throws {
        let slow = try OpenFile(path)
        slow.write(SampleManifest.secret("a", "2"))
        try OpenFile(path, O_WRONLY).close()
        try directory.write(SampleManifest.secret("c", "1"), to: "c.yaml")
        #expect(try await events.changed() == ["c=1"])
        slow.write("---\n" + SampleManifest.secret("b", "2"))
        slow.close()
        #expect(try await events.changed() == ["a=2", "b=2"])
    }

    @Test func renamedIntoPlace() async throws {
        try directory.write(new, to: ".x.yaml.tmp")
        rename(directory.appending(".x.yaml.tmp"), path)
        #expect(try await events.changed() == ["a=2", "b=2"])
    }

    @Test func renamedIntoPlaceFromAnotherDirectory() async throws {
        let other = try TemporaryDirectory()
        try other.write(new, to: "new")
        rename(other.appending("new"), path)
        #expect(try await events.changed() == ["a=2", "b=2"])
    }

    @Test func renamedIntoPlaceBeforeItsWriterHasClosedIt() async throws {
        let file = try OpenFile(directory.appending("tmp"))
        file.write(SampleManifest.secret("a", "2"))
        rename(directory.appending("tmp"), path)
        try directory.write(SampleManifest.secret("c", "1"), to: "c.yaml")
        #expect(try await events.changed() == ["c=1"])
        file.write("---\n" + SampleManifest.secret("b", "2"))
        file.close()
        #expect(try await events.changed() == ["a=2", "b=2"])
    }

    @Test func sedInPlace() async throws {
        // What `sed -i` does: a temporary file beside it, then a rename.
        try directory.write(new, to: "sedXYZabc")
        chmod(directory.appending("sedXYZabc"), 0o644)
        rename(directory.appending("sedXYZabc"), path)
        #expect(try await events.changed() == ["a=2", "b=2"])
    }

    @Test func vimWithBackup() async throws {
        // Probes the directory, moves the old file aside, writes a new one, removes the old.
        try directory.write("", to: "4913")
        unlink(directory.appending("4913"))
        rename(path, directory.appending("x.yaml~"))
        let file = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL)
        file.write(new)
        file.close()
        chmod(path, 0o644)
        unlink(directory.appending("x.yaml~"))
        #expect(try await events.changed() == ["a=2", "b=2"])
    }

    @Test func vimThatTakesLongerThanTheGrace() async throws {
        let events = try FeedEvents([directory.path], deletionGrace: .seconds(4))
        _ = try await events.replaced()
        rename(path, directory.appending("x.yaml~"))
        let file = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL)
        file.write(SampleManifest.secret("a", "2"))
        // Another file goes for good after this one was moved aside, so this one's time was over before.
        try directory.write(SampleManifest.secret("c", "1"), to: "c.yaml")
        #expect(try await events.changed() == ["c=1"])
        unlink(directory.appending("c.yaml"))
        #expect(try await events.changed() == ["-c"])
        file.write("---\n" + SampleManifest.secret("b", "2"))
        file.close()
        #expect(try await events.changed() == ["a=2", "b=2"])
    }

    @Test func removedAndWrittenAnew() async throws {
        unlink(path)
        try directory.write(new, to: "x.yaml")
        #expect(try await events.changed() == ["a=2", "b=2"])
    }

    @Test func immutableObjectIsReplacedWithItsFileButNotBehindItsName() async throws {
        let path = directory.appending("s.yaml")
        try writeFile(SampleManifest.immutableSecret("s", "1"), to: path)
        #expect(try await events.changed() == ["s=1"])
        unlink(path)
        try writeFile(SampleManifest.immutableSecret("s", "2"), to: path)
        #expect(try await events.changed() == ["s=2"])
        rename(path, path + "~")
        // The feed sees the file away before the new one comes.
        try directory.write(SampleManifest.secret("c", "1"), to: "c.yaml")
        #expect(try await events.changed() == ["c=1"])
        let file = try OpenFile(path)
        file.write(SampleManifest.immutableSecret("s", "3"))
        try directory.write(SampleManifest.secret("c", "2"), to: "c.yaml")
        #expect(try await events.changed() == ["c=2"])
        file.close()
        #expect(try await events.changed() == ["s=3"])

        try directory.write(SampleManifest.immutableSecret("s", "4"), to: "tmp")
        rename(directory.appending("tmp"), path)
        #expect(try await events.degraded().count == 1)
        try writeFile(SampleManifest.immutableSecret("s", "5"), to: path)
        try directory.write(SampleManifest.secret("c", "3"), to: "c.yaml")
        #expect(try await events.changed() == ["c=3"])
    }

    @Test func unnamedFileGetsItsNameWhenComplete() async throws {
        let file = try OpenFile(directory.path, O_RDWR | oTmpfile)
        file.write(SampleManifest.secret("n", "1"))
        file.link(to: directory.appending("n.yaml"))
        try directory.write(SampleManifest.secret("c", "1"), to: "c.yaml")
        #expect(try await events.changed() == ["c=1"])
        file.write("---\n" + SampleManifest.secret("m", "1"))
        file.close()
        #expect(try await events.changed() == ["n=1", "m=1"])
    }

    @Test func hardLinkIsComplete() async throws {
        let other = try TemporaryDirectory()
        try other.write(SampleManifest.secret("n", "1"), to: "n")
        link(other.appending("n"), directory.appending("n.yaml"))
        #expect(try await events.changed() == ["n=1"])
    }

    @Test func slowRescanFindsAWriteThroughAnotherHardLink() async throws {
        // The kernel reports a write only to the directory through which the file was opened.
        let other = try TemporaryDirectory()
        link(path, other.appending("link"))
        let events = try FeedEvents([directory.path], rescanInterval: .milliseconds(20))
        #expect(try await events.replaced() == ["a=1", "b=1"])
        try other.write(new, to: "link")
        #expect(try await events.changedAfterProblems() == ["a=2", "b=2"])
    }

    @Test func aReloadFindsItTooAndSendsTheWholeState() async throws {
        let other = try TemporaryDirectory()
        link(path, other.appending("link"))
        try other.write(new, to: "link")
        events.feed.reload()
        #expect(try await events.replaced() == ["a=2", "b=2"])
    }

    @Test func aReloadTakesOtherPaths() async throws {
        let other = try TemporaryDirectory()
        try other.write(SampleManifest.secret("c", "1"), to: "c.yaml")
        events.feed.reload(paths: [other.path])
        #expect(try await events.replaced() == ["c=1"])
        try other.write(SampleManifest.secret("c", "2"), to: "c.yaml")
        #expect(try await events.changed() == ["c=2"])
        events.feed.reload(paths: [directory.path, other.path])
        #expect(try await events.replaced() == ["a=1", "b=1", "c=2"])
    }

    @Test func problemsOfOtherPathsAreOverAfterAReload() async throws {
        try directory.write(SampleManifest.broken, to: "broken.yaml")
        #expect(try await events.degraded().count == 1)
        let other = try TemporaryDirectory()
        try other.write(SampleManifest.secret("c", "1"), to: "c.yaml")
        events.feed.reload(paths: [other.path])
        #expect(try await events.degraded() == [])
        #expect(try await events.replaced() == ["c=1"])
    }

    @Test func halfWrittenFileAtTheStartIsWaitedFor() async throws {
        let file = try OpenFile(directory.appending("half.yaml"))
        file.write(SampleManifest.secret("h", "1"))
        let events = try FeedEvents(directory)
        let half = directory.appending("half.yaml")
        #expect(
            try await events.degraded() == [
                "error \(half): is being written; it is read when its writer closes it"
            ]
        )
        #expect(try await events.replaced() == ["a=1", "b=1"])
        file.write("---\n" + SampleManifest.secret("i", "1"))
        file.close()
        #expect(try await events.degraded() == [])
        #expect(try await events.replaced() == ["h=1", "i=1", "a=1", "b=1"])
    }

    @Test func readersNeverSeeAMixOfTwoSaves() async throws {
        let path = path
        let writer = Task.detached {
            for value in 2...300 {
                try writeFile(SampleManifest.secrets(["a": "\(value)", "b": "\(value)"]), to: path)
            }
        }
        var last = ["a=1", "b=1"]
        while last != ["a=300", "b=300"] {
            let change = try await events.changed()
            #expect(change.count == 2 && change[0].dropFirst() == change[1].dropFirst())
            last = change
        }
        try await writer.value
    }
}

/// O_TMPFILE of Linux, which is behind _GNU_SOURCE. Source: asm-generic/fcntl.h.
private let oTmpfile: Int32 = 0o20_000_000 | O_DIRECTORY
