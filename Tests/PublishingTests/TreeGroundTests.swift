import Glibc
import LinuxSystem
import Logging
import Projection
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

/// What may be at the path of a tree, and what comes of it.
@Suite(.enabled(if: Requirement.root, "needs root to mount"))
struct TreeGroundTests {
    @Test func missingDirectoriesAreMadeAndTakenAwayAgain() throws {
        let directory = try TemporaryDirectory()
        let path = directory.appending("a/b/volumes")
        let tree = try TmpfsTree.open(TreeOptions(path: path + "/"), logger: .silent)
        defer { umount2(path, Int32(MNT_DETACH)) }
        #expect(tree.isMounted)
        #expect(tree.path == path)
        #expect(Listing.status(directory.appending("a"))?.mode == 0o755)
        _ = try tree.publish(try Payload(["foo": "1"]), to: .web)
        try tree.close(removing: true)
        #expect(Listing.names(at: directory.path).isEmpty)
    }

    @Test func removingEmptiesCopiesOfTheMountToo() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        _ = try tree.publish(try Payload(["foo": "1"]), to: .web)
        let copy = try Directory(opening: fixture.path)
        try tree.close(removing: true)
        #expect(try copy.isEmpty())
    }

    @Test func closingWithoutRemovingLeavesReadersAlone() throws {
        let fixture = try TreeFixture()
        do {
            let tree = try fixture.open()
            _ = try tree.publish(try Payload(["foo": "1"]), to: .web)
            try tree.close(removing: false)
        }
        #expect(Listing.files(at: fixture.at(.web)) == ["foo": "1"])
    }

    @Test(arguments: ["file", "link", "directory"]) func whatIsInTheWayIsNamed(_ stranger: String) throws {
        let fixture = try TreeFixture()
        switch stranger {
        case "file": try writeFile("x", to: fixture.path)
        case "link": symlink("/tmp", fixture.path)
        default:
            mkdir(fixture.path, 0o755)
            try writeFile("x", to: fixture.path + "/notes.txt")
        }
        let error = #expect(throws: PublishError.self) { try fixture.open() }
        guard case .occupied(let path, let found)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(path == fixture.path)
        #expect(found.contains(stranger))
        if stranger == "directory" { #expect(found.contains("notes.txt")) }
    }

    @Test func somebodyElsesMountIsRefused() throws {
        let fixture = try TreeFixture()
        mkdir(fixture.path, 0o755)
        try #require(mount("other", fixture.path, "tmpfs", 0, "size=64k") == 0)
        let error = #expect(throws: PublishError.self) { try fixture.open() }
        #expect(error == .occupied(path: fixture.path, found: "a mount of other (tmpfs)"))
    }

    @Test func aParentThatIsAFileIsNamed() throws {
        let directory = try TemporaryDirectory()
        try directory.write("x", to: "file")
        let error = #expect(throws: PublishError.self) {
            try TmpfsTree.open(TreeOptions(path: directory.appending("file/volumes")), logger: .silent)
        }
        #expect("\(try #require(error))".contains(directory.appending("file")))
    }

    @Test func aFailedOpeningLeavesNoDirectories() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: PublishError.self) {
            try TmpfsTree.open(
                TreeOptions(path: directory.appending("a/" + String(repeating: "x", count: 300))),
                logger: .silent
            )
        }
        #expect(Listing.names(at: directory.path).isEmpty)
    }

    @Test func aSecondProcessIsRefusedAndToldWhoServesTheTree() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        let error = #expect(throws: PublishError.self) { try fixture.open() }
        #expect(error == .inUse(path: fixture.path, pid: getpid()))
        #expect("\(try #require(error))".contains("pid \(getpid())"))
        _ = try tree.publish(try Payload(["foo": "1"]), to: .web)
    }

    @Test func theDirectoryUnderTheMountIsLockedToo() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        // Whoever resolved the path before the mount was made holds the directory under it.
        try TmpfsMount.unmount(fixture.path)
        #expect(throws: PublishError.inUse(path: fixture.path, pid: getpid())) { try fixture.open() }
        withExtendedLifetime(tree) {}
    }

    @Test func optionsAreAppliedToANewAndToAnAdoptedTree() throws {
        let fixture = try TreeFixture()
        for (mode, owner, size): (UInt16, UInt32, Int) in [(0o711, 1234, 1 << 20), (0o750, 4321, 2 << 20)] {
            let tree = try fixture.open {
                $0.rootMode = mode
                $0.rootOwner = (owner, owner)
                $0.size = size
            }
            let status = Listing.status(fixture.path)
            #expect(status?.mode == mode)
            #expect(status?.uid == owner)
            #expect(status?.gid == owner)
            #expect(try tree.root.filesystem().totalBytes == size)
        }
    }

    @Test func aSizeThatIsTooSmallForWhatIsThereIsAWarning() throws {
        let fixture = try TreeFixture()
        let log = RecordedLog()
        do {
            let tree = try fixture.open { $0.size = 1 << 20 }
            _ = try tree.publish(try Payload(["foo": String(repeating: "x", count: 300_000)]), to: .web)
        }
        let tree = try TmpfsTree.open(fixture.options { $0.size = 4096 }, logger: log.logger)
        #expect(log.warnings.contains { $0.contains("keeps its size") })
        #expect(try tree.root.filesystem().totalBytes == 1 << 20)
    }

    @Test(arguments: [MountInterface.automatic, .legacy], [MountInterface.automatic, .legacy])
    func bothInterfacesMountAndAdopt(_ first: MountInterface, _ second: MountInterface) throws {
        let fixture = try TreeFixture()
        var generation = ""
        for interface in [first, second] {
            let tree = try fixture.open { $0.interface = interface }
            #expect(tree.isMounted)
            let outcome = try tree.publish(try Payload(["foo": "1"]), to: .web)
            if !generation.isEmpty { #expect(outcome.generation == generation) }
            generation = outcome.generation
            let mount = try #require(try MountTable.mount(of: try Directory(opening: fixture.path)))
            #expect(mount.isReadOnly)
            #expect(mount.filesystemOptions.contains("noswap"))
            // Nothing beside the target stays.
            #expect(Listing.names(at: fixture.directory.path) == ["volumes"])
        }
        // The directory was made by the first process, which is gone.
        try fixture.open().close(removing: true)
        #expect(Listing.names(at: fixture.path).isEmpty)
        #expect(Listing.status(fixture.path)?.kind == .directory)
    }

    @Test func emptyDirectoriesOfAKilledProcessAreSwept() throws {
        let fixture = try TreeFixture()
        do {
            let tree = try fixture.open()
            try tree.root.makeDirectory("ns", mode: 0o755)
            try tree.root.makeDirectory("ns/pod", mode: 0o700)
            _ = try tree.publish(try Payload(["foo": "1"]), to: .web)
        }
        let tree = try fixture.open()
        #expect(Listing.names(at: fixture.path) == ["default"])
        withExtendedLifetime(tree) {}
    }
}

/// Warnings of a logger, as text.
final class RecordedLog: Sendable {
    private let lines = Mutex<[String]>([])

    var warnings: [String] { lines.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .warning

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
        }
    }
}
