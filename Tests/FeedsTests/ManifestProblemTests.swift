import Feeds
import Glibc
import KubeObjects
import TestSupport
import Testing

/// Files that cannot be served: each is named, none hangs or hurts the others, and all heal.
@Suite(.timeLimit(.minutes(1)))
struct ManifestProblemTests {
    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.appending("x.yaml")
        try directory.write(SampleManifest.secret("good", "1"), to: "good.yaml")
    }

    @Test func brokenEditKeepsTheLastGoodVersionAndHeals() async throws {
        try directory.write(SampleManifest.secret("a", "1"), to: "x.yaml")
        let events = try FeedEvents(directory)
        #expect(try await events.replaced() == ["good=1", "a=1"])
        try directory.write(SampleManifest.broken, to: "x.yaml")
        let problems = try await events.degraded()
        #expect(problems.count == 1)
        #expect(
            problems.allSatisfy { $0.hasPrefix("error \(path):") && $0.contains("expected string") }
        )
        try directory.write(SampleManifest.secret("a", "2"), to: "x.yaml")
        #expect(try await events.changed() == ["a=2"])
        #expect(try await events.degraded() == [])
    }

    @Test func oneBadDocumentHoldsBackTheWholeFile() async throws {
        try directory.write(SampleManifest.secret("a", "1") + "---\n" + SampleManifest.broken, to: "x.yaml")
        let events = try FeedEvents(directory)
        #expect(try await events.degraded().count == 1)
        #expect(try await events.replaced() == ["good=1"])
    }

    @Test func brokenFileHealsByItsDeletion() async throws {
        try directory.write(SampleManifest.broken, to: "x.yaml")
        let events = try FeedEvents(directory)
        _ = try await events.degraded()
        _ = try await events.replaced()
        unlink(path)
        #expect(try await events.degraded() == [])
        #expect(try await events.replaced() == ["good=1"], "now the state is whole")
    }

    @Test func brokenFileThatIsMovedAsideAndWrittenAnewIsNeverTakenForAWholeState() async throws {
        try directory.write(SampleManifest.broken, to: "x.yaml")
        let events = try FeedEvents([directory.path], deletionGrace: .seconds(5))
        _ = try await events.degraded()
        #expect(try await events.replaced() == ["good=1"])
        rename(path, directory.appending("x.yaml~"))
        // Its event comes after the one of the move.
        try directory.write(SampleManifest.secret("good", "2"), to: "good.yaml")
        #expect(try await events.changed() == ["good=2"])
        try directory.write(SampleManifest.secret("a", "1"), to: "x.yaml")
        #expect(try await events.degraded() == [])
        #expect(try await events.replaced() == ["good=2", "a=1"])
    }

    @Test func noProblemHoldsASecretValue() async throws {
        try directory.write(SampleManifest.secret("a", "1") + "---\n" + SampleManifest.broken, to: "x.yaml")
        try directory.write("canary-in-no-yaml: [canary", to: "y.yaml")
        try directory.write("{\"canary-in-no-json\": canary", to: "z.json")
        try directory.write(SampleManifest.secret("good", "canary-in-a-duplicate"), to: "w.yaml")
        let events = try FeedEvents(directory)
        let problems = try await events.degraded()
        #expect(try await events.replaced() == ["good=1"])
        #expect(problems.count >= 4)
        #expect(problems.allSatisfy { !$0.contains("canary") })
    }

    struct Oddity: Sendable, CustomTestStringConvertible {
        var kind: String
        var make: @Sendable (String) -> Void

        var testDescription: String { kind }
    }

    static let oddities = [
        Oddity(kind: "a FIFO") { mkfifo($0, 0o644) },
        Oddity(kind: "a directory") { mkdir($0, 0o755) },
    ]

    @Test(arguments: oddities)
    func oddFileIsNamedAndLeftAlone(_ oddity: Oddity) async throws {
        oddity.make(path)
        let events = try FeedEvents(directory)
        #expect(try await events.degraded() == ["error \(path): is \(oddity.kind), not a regular file"])
        #expect(try await events.replaced() == ["good=1"])
        remove(path)
        #expect(try await events.degraded() == [])
        #expect(try await events.replaced() == ["good=1"])
    }

    @Test(arguments: oddities)
    func oddFileInPlaceOfAGoodOneKeepsItsObjects(_ oddity: Oddity) async throws {
        try directory.write(SampleManifest.secret("a", "1"), to: "x.yaml")
        let events = try FeedEvents(directory)
        #expect(try await events.replaced() == ["good=1", "a=1"])
        oddity.make(directory.appending("odd"))
        rename(path, directory.appending("old"))
        rename(directory.appending("odd"), path)
        #expect(try await events.degraded() == ["error \(path): is \(oddity.kind), not a regular file"])
    }

    @Test func linkToADeviceOrADirectoryIsRefused() async throws {
        symlink("/dev/zero", directory.appending("device.yaml"))
        symlink("/", directory.appending("root.yaml"))
        let events = try FeedEvents(directory)
        #expect(
            try await events.degraded() == [
                "error \(directory.path)/device.yaml: is a device, not a regular file",
                "error \(directory.path)/root.yaml: is a directory, not a regular file",
            ]
        )
        #expect(try await events.replaced() == ["good=1"])
    }

    @Test func tooLargeFileKeepsTheLastGoodVersion() async throws {
        try directory.write(SampleManifest.secret("a", "1"), to: "x.yaml")
        let events = try FeedEvents(directory)
        _ = try await events.replaced()
        let file = try OpenFile(path, O_WRONLY)
        file.write("large")
        truncate(path, Manifest.maximumSize + 1)
        file.close()
        #expect(
            try await events.degraded() == ["error \(path): has 10485761 bytes; the limit is 10485760"]
        )
    }

    @Test func emptiedFileKeepsTheLastGoodVersion() async throws {
        try directory.write(SampleManifest.secret("a", "1"), to: "x.yaml")
        let events = try FeedEvents(directory)
        _ = try await events.replaced()
        try directory.write("", to: "x.yaml")
        #expect(try await events.degraded() == ["error \(path): is empty; remove the file to remove its objects"])
        try directory.write(SampleManifest.secret("a", "2"), to: "x.yaml")
        #expect(try await events.changed() == ["a=2"])
        #expect(try await events.degraded() == [])
    }

    @Test func duplicateIsSaidOnceAndTheNextTakesOver() async throws {
        try directory.write(SampleManifest.secret("a", "first"), to: "10.yaml")
        try directory.write(SampleManifest.secret("a", "second"), to: "20.yaml")
        let events = try FeedEvents(directory)
        let place = "\(directory.path)/10.yaml:1:1"
        #expect(
            try await events.degraded() == [
                "warning \(directory.path)/20.yaml:1:1: secret/a is ignored here: it is in \(place) too, which comes first"
            ]
        )
        #expect(try await events.replaced() == ["a=first", "good=1"])
        try directory.write(SampleManifest.secret("a", "third"), to: "20.yaml")
        try directory.write(SampleManifest.secret("good", "2"), to: "good.yaml")
        #expect(try await events.changed() == ["good=2"])
        unlink(directory.appending("10.yaml"))
        #expect(try await events.changed() == ["a=third"])
        #expect(try await events.degraded() == [])
    }

    /// Makes a file with a byte that is not UTF-8 in its name.
    private func makeFile(_ prefix: String, _ suffix: String) {
        let name = "\(directory.path)/\(prefix)".utf8CString.dropLast() + [CChar(bitPattern: 0xff)] + suffix.utf8CString
        close(open(Array(name), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644))
    }

    @Test func manifestsNameThatIsNotUTF8IsCounted() async throws {
        makeFile("", ".yaml")
        makeFile("x", ".json")
        let events = try FeedEvents(directory)
        #expect(try await events.degraded() == ["error \(directory.path): holds 2 files whose names are not UTF-8"])
        #expect(try await events.replaced() == ["good=1"])
    }

    @Test func anotherFilesNameNeedNotBeUTF8() async throws {
        for (prefix, suffix) in [("x", ".txt"), (".x", ".yaml"), ("x", ".yaml~"), ("x", "")] {
            makeFile(prefix, suffix)
        }
        let events = try FeedEvents(directory)
        #expect(try await events.replaced() == ["good=1"])
    }
}
