import Glibc
import KubeObjects
import LinuxSystem
import Projection
import Publishing
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import FusePublishing

@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct FuseTreeTests {
    /// The same payloads give the same outcomes and the same files on both backends.
    @Test func doesWhatTmpfsDoes() throws {
        let fuse = try FuseFixture()
        let directory = try TemporaryDirectory()
        let tmpfs = try TmpfsTree.open(TreeOptions(path: directory.appending("volumes")), logger: .silent)
        defer { try? tmpfs.close(removing: true) }
        let payloads: [Payload] = [
            try Payload(["a": "1", "b": "1", "etc/deep/c": "1"]),
            try Payload(["a": "1", "b": "1", "etc/deep/c": "1"]),
            try Payload(["a": "2", "b": "1", "new": ""]),
            try Payload(["a": "2", "b": "1", "new": ""], mode: 0o400),
            try Payload(["a": "3"], retention: .paths([try PayloadPath("b")])),
            try Payload([:], retention: .unclaimed),
            try Payload([:] as [String: String]),
        ]
        for (number, payload) in payloads.enumerated() {
            var outcomes = [try fuse.tree.publish(payload, to: .web), try tmpfs.publish(payload, to: .web)]
            for index in outcomes.indices { outcomes[index].generation = "" }
            #expect(outcomes[0] == outcomes[1], "payload \(number)")
            let other = "\(directory.path)/volumes/\(VolumeTarget.web)"
            #expect(Listing.files(at: fuse.at()) == Listing.files(at: other), "payload \(number)")
            for name in Listing.names(at: other) where !name.hasPrefix("..") {
                #expect(Listing.target(fuse.at(name))?.mode == Listing.target("\(other)/\(name)")?.mode, "\(name)")
            }
        }
        #expect(try fuse.tree.inventory().map(\.path) == tmpfs.inventory().map(\.path))
        #expect(fuse.tree.isLive(.web) && fuse.tree.isInPlace)
        try fuse.tree.remove(.web)
        #expect(Listing.names(at: fuse.path).isEmpty)
        #expect(try fuse.tree.inventory().isEmpty)
    }

    @Test func nothingIsStaleAfterAnyOfTenThousandUpdates() throws {
        let fixture = try FuseFixture()
        let update = { (number: Int) in
            // Sizes go up and down; one key comes and goes.
            var texts = ["tls.crt": String(repeating: "\(number) ", count: 1 + number % 900), "same": "same"]
            if number % 3 == 0 { texts["third"] = "\(number)" }
            try fixture.publish(texts)
            return texts
        }
        _ = try update(0)
        let kept = open(fixture.at("tls.crt"), O_RDONLY)
        try #require(kept >= 0)
        defer { close(kept) }
        var last = stat()
        fstat(kept, &last)
        for number in 1...10_000 {
            let texts = try update(number)
            let text = try #require(texts["tls.crt"])
            var status = stat()
            let isFresh =
                Listing.text(fixture.at("tls.crt")) == text && Listing.text(fixture.at("..data/tls.crt")) == text
                && readOnce(kept) == text && Listing.text(fixture.at("third")) == texts["third"]
                && stat(fixture.at("tls.crt"), &status) == 0 && status.st_size == text.utf8.count
            let isLater = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec) > (last.st_mtim.tv_sec, last.st_mtim.tv_nsec)
            try #require(isFresh && isLater && status.st_ino == last.st_ino, "update \(number)")
            last = status
        }
    }

    /// Readers of the key's own file, by path, by a descriptor that stays open, and in pieces.
    @Test func aReadIsOfOneVersion() async throws {
        let fixture = try FuseFixture()
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let publish = { @Sendable (tree: FuseTree, number: Int) in
            let text = String(repeating: letters[number % letters.count], count: [3, 4096, 5000, 200_000][number % 4])
            _ = try tree.publish(try Payload(["key": text]), to: .web)
        }
        try publish(fixture.tree, 0)
        let (tree, path) = (fixture.tree, fixture.at("key"))
        let tally = Tally()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...3000 { try? publish(tree, number) }
                tally.isDone.store(true, ordering: .relaxed)
            }
            group.addTask {
                let kept = open(path, O_RDONLY)
                while !tally.isDone.load(ordering: .relaxed) {
                    for (way, text) in [
                        ("kept", readOnce(kept)), ("path", Listing.text(path)), ("pieces", inPieces(path)),
                    ] {
                        if Set(text ?? "").count != 1 { tally.wrong.withLock { $0.append(way) } }
                    }
                }
                close(kept)
            }
        }
        #expect(tally.wrong.withLock { $0 } == [])
    }

    @Test func theGenerationThatWasOpenedBeforeStaysWhole() throws {
        let fixture = try FuseFixture()
        try fixture.publish(["a": "1", "b": "1", "sub/c": "1"])
        let old = try Directory(opening: "\(fixture.at())/\(try #require(Listing.destination(fixture.at("..data"))))")
        try fixture.publish(["a": "2"])
        #expect(try old.entries().map(\.name).sorted() == ["a", "b", "sub"])
        for path in ["a", "b", "sub/c"] {
            let descriptor = openat(old.rawValue, path, O_RDONLY)
            #expect(readOnce(descriptor) == "1")
            close(descriptor)
        }
        #expect(Listing.untidiness(at: fixture.at()).isEmpty)
    }

    @Test func aMappingMadeAnewIsOfTheNewVersionAndAnOlderOneComesToIt() throws {
        let fixture = try FuseFixture()
        let size = 3 * Arena.pageSize
        try fixture.publish(["key": String(repeating: "a", count: size)])
        let descriptor = open(fixture.at("key"), O_RDONLY)
        defer { close(descriptor) }
        func letters(_ flags: Int32) throws -> (UnsafeMutableRawPointer, Set<UInt8>) {
            let bytes = try #require(mmap(nil, size, PROT_READ, flags, descriptor, 0))
            try #require(bytes != UnsafeMutableRawPointer(bitPattern: -1))
            return (bytes, Set(UnsafeRawBufferPointer(start: bytes, count: size)))
        }
        for flags in [Int32(MAP_SHARED), Int32(MAP_PRIVATE)] {
            try fixture.publish(["key": String(repeating: "a", count: size)])
            let (before, first) = try letters(flags)
            #expect(first == [UInt8(ascii: "a")])
            try fixture.publish(["key": String(repeating: "b", count: size)])
            #expect(Set(UnsafeRawBufferPointer(start: before, count: size)) == [UInt8(ascii: "b")])
            let (again, second) = try letters(flags)
            #expect(second == [UInt8(ascii: "b")])
            munmap(before, size)
            munmap(again, size)
        }
    }

    @Test func oneKeyBoundElsewhereFollows() throws {
        let fixture = try FuseFixture()
        try fixture.publish(["key": "1", "other": "1"])
        let bound = fixture.directory.appending("bound")
        try writeFile("", to: bound)
        try #require(mount(fixture.at("key"), bound, nil, UInt(MS_BIND), nil) == 0)
        defer { umount2(bound, Int32(MNT_DETACH)) }
        let inotify = try Inotify()
        _ = try inotify.watch(bound, for: [.modify, .closeWrite])
        let before = try #require(Listing.target(bound))
        try fixture.publish(["key": "12", "other": "1"])
        let after = try #require(Listing.target(bound))
        #expect(Listing.text(bound) == "12" && after.size == 2 && after.inode == before.inode)
        #expect(try inotify.read().map(\.mask) == [.modify, .closeWrite])
    }

    @Test func whatDoesNotFitLeavesTheOldFiles() throws {
        let fixture = try FuseFixture { $0.volumeLimit = 8192 }
        try fixture.publish(["a": "1"])
        #expect(throws: PublishError.self) { try fixture.publish(["a": String(repeating: "x", count: 9000)]) }
        #expect(Listing.text(fixture.at("a")) == "1")
        let full = try FuseFixture { $0.size = 64 << 10 }
        try full.publish(["a": "1"])
        #expect(throws: PublishError.self) { try full.publish(["a": String(repeating: "x", count: 100_000)]) }
        #expect(Listing.text(full.at("a")) == "1")
    }

    @Test func closingUnmountsAndTakesAwayWhatItMade() throws {
        let fixture = try FuseFixture()
        try fixture.publish(["a": "1"])
        try fixture.tree.close(handingOver: false)
        #expect(access(fixture.path, F_OK) != 0)
        #expect(!fixture.tree.isInPlace)
    }
}

private final class Tally: Sendable {
    let wrong = Mutex<[String]>([])
    let isDone = Atomic(false)
}

private func inPieces(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 1000)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return text }
        text += String(decoding: buffer[..<count], as: UTF8.self)
    }
}
