import Glibc
import LinuxSystem
import Projection
import Publishing
import Synchronization
import TestSupport
import Testing

@testable import FusePublishing

/// A process that goes on with what another one has left in the service manager's store.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(1)))
struct FuseResumeTests {
    private let directory: TemporaryDirectory
    private let store: DescriptorStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try DescriptorStore()
    }

    private var path: String { directory.appending("volumes") }

    private func at(_ name: String) -> String { "\(path)/\(VolumeTarget.web)/\(name)" }

    private func open() throws -> FuseTree {
        let connection = FuseConnection(keptBy: store.manager, store.handOver())
        return try FuseTree.open(TreeOptions(path: path), connection: connection, logger: .silent)
    }

    private func end(_ tree: FuseTree) throws {
        try tree.close(handingOver: false)
        store.close()
    }

    /// What an application has open when the first process ends.
    private struct Open {
        var old: Int32
        var removed: Int32
        var key: Int32
        var unread: Int32
        var all: [Int32] { [old, removed, key, unread] }
    }

    /// The first process: everything of it is gone when this returns.
    private func runFirst() throws -> Open {
        let tree = try open()
        _ = try tree.publish(try Payload(["a": "1", "gone": "1"]), to: .web)
        let old = Glibc.open(at("..data/a"), O_RDONLY)
        let removed = Glibc.open(at("gone"), O_RDONLY)
        _ = try tree.publish(try Payload(["a": "2", "b": "1"]), to: .web)
        let key = Glibc.open(at("a"), O_RDONLY)
        let unread = Glibc.open(at("b"), O_RDONLY)
        try tree.close(handingOver: true)
        return Open(old: old, removed: removed, key: key, unread: unread)
    }

    @Test func inodesOpenFilesAndTheGenerationGoOn() throws {
        let open = try runFirst()
        let second = try self.open()
        #expect(open.all.map { readOnce($0) } == ["1", "1", "2", "1"])
        var status = stat()
        fstat(open.key, &status)
        #expect(Listing.target(at("a"))?.inode == UInt64(status.st_ino))
        let generation = Listing.destination(at("..data"))
        #expect(try !second.publish(try Payload(["a": "2", "b": "1"]), to: .web).changed)
        #expect(Listing.destination(at("..data")) == generation)
        #expect(try second.publish(try Payload(["a": "3", "b": "1"]), to: .web).changed)
        #expect(readOnce(open.key) == "3" && readOnce(open.old) == "1")
        for descriptor in open.all { close(descriptor) }
        try end(second)
    }

    @Test func theDirectoryOfAnOlderGenerationGoesOnToo() throws {
        let first = try open()
        _ = try first.publish(try Payload(["a": "1", "gone": "1"]), to: .web)
        let directory = try Directory(opening: at(try #require(Listing.destination(at("..data")))))
        _ = try first.publish(try Payload(["a": "2"]), to: .web)
        try first.close(handingOver: true)
        let second = try open()
        #expect(try directory.entries().map(\.name).sorted() == ["a", "gone"])
        let descriptor = openat(directory.rawValue, "gone", O_RDONLY)
        #expect(readOnce(descriptor) == "1")
        close(descriptor)
        try end(second)
    }

    @Test func watchersHearOfWhatTheLastProcessHadNoTimeToTell() throws {
        let first = try open()
        _ = try first.publish(try Payload(["a": "1"]), to: .web)
        let inotify = try Inotify()
        _ = try inotify.watch(at("."), for: [.movedTo])
        _ = try inotify.watch(at("a"), for: [.modify, .closeWrite])
        first.books.withLock { $0.volumes.values.first?.generation.state = .live }
        try first.close(handingOver: true)
        #expect(try inotify.read().isEmpty)

        let second = try open()
        let events = try inotify.read()
        #expect(events.contains { $0.mask == .movedTo && $0.name == "..data" })
        #expect(events.contains { $0.mask == .modify } && events.contains { $0.mask == .closeWrite })
        try end(second)
    }

    @Test func aPrivateVolumeStaysPrivateBehindItsGate() throws {
        let target = VolumeTarget(namespace: "default", pod: "web", volume: ".docker", group: 4321, isPrivate: true)
        let first = try open()
        let payload = try Payload([("config.json", "x", 0o600)])
        let before = try first.publish(payload, to: target)
        try first.close(handingOver: true)
        let second = try open()
        #expect(try second.inventory() == [target])
        #expect(try second.publish(payload, to: target).generation == before.generation)
        #expect(Listing.status("\(path)/default/web").map { [$0.gid, UInt32($0.mode)] } == [4321, 0o750])
        #expect(Listing.status("\(path)/\(target)/config.json").map { [$0.gid, UInt32($0.mode)] } == [0, 0o600])
        try end(second)
    }

    @Test func whatNobodyHasOpenIsNotKept() throws {
        let first = try open()
        for number in 0..<20 { _ = try first.publish(try Payload(["a": "\(number)"]), to: .web) }
        let other = VolumeTarget(namespace: "default", pod: "other", volume: "v", group: nil)
        _ = try first.publish(try Payload(["x": "1"]), to: other)
        try first.remove(other)
        try first.close(handingOver: true)

        let second = try open()
        #expect(try second.inventory().map(\.path) == [VolumeTarget.web.path])
        #expect(second.server.state.withLock { $0.tree.nodes.values.filter { !$0.isLinked }.count } == 0)
        #expect(second.arena.used == Arena.pageSize)
        try end(second)
    }

    @Test func aMountThatIsGoneIsMadeAnew() throws {
        // Gone with all that it has locked, as the process would be.
        do {
            let first = try open()
            _ = try first.publish(try Payload(["a": "1"]), to: .web)
            try first.close(handingOver: true)
        }
        umount2(path, Int32(MNT_DETACH))
        let second = try open()
        #expect(try second.inventory().isEmpty)
        _ = try second.publish(try Payload(["a": "2"]), to: .web)
        #expect(Listing.text(at("a")) == "2")
        try end(second)
    }

    /// The connection is kept, and nobody serves it.
    @Test func aMountThatDoesNotAnswerIsSaidToBeOneAndNotWaitedForWithoutEnd() throws {
        let first = try open()
        _ = try first.publish(try Payload(["a": "1"]), to: .web)
        try first.close(handingOver: true)
        let error = #expect(throws: PublishError.self) {
            let connection = FuseConnection(keptBy: nil, [])
            _ = try FuseTree.open(TreeOptions(path: path), connection: connection, logger: .silent)
        }
        let words = try #require(error).description
        #expect(words.contains("does not answer") && words.contains("/abort"))
        store.close()
        umount2(path, Int32(MNT_DETACH))
    }

    @Test func aSecondProcessIsRefused() throws {
        let first = try open()
        #expect(throws: PublishError.inUse(path: path, pid: nil)) {
            try FuseTree.open(
                TreeOptions(path: path),
                connection: FuseConnection(keptBy: nil, []),
                logger: .silent
            )
        }
        try end(first)
    }
}
