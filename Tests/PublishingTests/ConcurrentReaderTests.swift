import Glibc
import LinuxSystem
import Projection
import Synchronization
import TestSupport
import Testing

@testable import Publishing

/// Applications that read while the writer writes.
@Suite(.enabled(if: Requirement.root, "needs root to mount"))
struct ConcurrentReaderTests {
    private static func payload(_ number: Int) throws -> Payload {
        let text = String(repeating: "\(number) ", count: 40)
        // Every other generation has a key more, and one is unchanged.
        var texts = ["tls.crt": text, "tls.key": text, "etc/ca": text, "same": "same"]
        if number % 2 == 0 { texts["even"] = text }
        return try Payload(texts)
    }

    @Test func oneDescriptorOfDataNeverShowsTwoGenerations() async throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        _ = try tree.publish(try Self.payload(0), to: .web)
        let root = fixture.at(.web)
        let tally = ReadTally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while tally.reads.load(ordering: .relaxed) < 20_000 {
                    switch ReadSet(root) {
                    case .consistent: tally.reads.add(1, ordering: .relaxed)
                    // The writer was faster than this reader: it opens `..data` again.
                    case .gone: continue
                    case .wrong(let what):
                        tally.wrong.withLock { $0.append(what) }
                        tally.reads.add(1, ordering: .relaxed)
                    }
                }
            }
            group.addTask {
                var number = 0
                while tally.reads.load(ordering: .relaxed) < 20_000 {
                    number += 1
                    if try !tree.publish(try Self.payload(number), to: .web).changed { throw NothingChanged() }
                }
            }
            try await group.waitForAll()
        }
        #expect(tally.wrong.withLock { $0 }.prefix(3) == [])
        #expect(Listing.untidiness(at: root).isEmpty)
    }

    @Test func watchersOfTheReadOnlyMountHearOfTheSwitchAndOfNamesInOrder() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        _ = try tree.publish(try Payload(["foo": "1", "gone": "1"]), to: .web)
        let watch = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        try #require(watch >= 0)
        defer { close(watch) }
        let mask = UInt32(IN_CREATE | IN_DELETE | IN_MOVED_TO)
        try #require(inotify_add_watch(watch, fixture.at(.web), mask) >= 0)
        let outcome = try tree.publish(try Payload(["foo": "2", "added": "1"]), to: .web)
        let events = Self.events(of: watch)
        #expect(
            events.map(\.name) == [
                "..\(outcome.generation)", "added", "..data_tmp", "..data", "gone", events.last?.name ?? "",
            ]
        )
        #expect(events.count == 6)
        #expect(events[3].mask & UInt32(IN_MOVED_TO) != 0)
        #expect(events[4].mask & UInt32(IN_DELETE) != 0)
    }

    @Test func volumesOfOnePodMayComeAndGoAtTheSameTime() async throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    let target = VolumeTarget(namespace: "default", pod: "web", volume: "v\(worker)", group: 4321)
                    for round in 0..<200 {
                        _ = try tree.publish(try Payload(["foo": "\(round)"]), to: target)
                        if round % 3 == worker % 3 { try tree.remove(target) }
                    }
                    _ = try tree.publish(try Payload(["foo": "last"]), to: target)
                }
            }
            try await group.waitForAll()
        }
        #expect(try tree.inventory().count == 4)
        for worker in 0..<4 {
            let root = "\(fixture.path)/default/web/v\(worker)"
            #expect(Listing.files(at: root) == ["foo": "last"])
            #expect(Listing.untidiness(at: root).isEmpty)
        }
    }

    private static func events(of watch: Int32) -> [(mask: UInt32, name: String)] {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(watch, &buffer, buffer.count)
        var found: [(UInt32, String)] = []
        var offset = 0
        buffer.withUnsafeBytes { bytes in
            while offset < count {
                let mask = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
                let name = bytes[(offset + 16)..<(offset + 16 + length)].prefix { $0 != 0 }
                found.append((mask, String(decoding: name, as: UTF8.self)))
                offset += 16 + length
            }
        }
        return found
    }
}

/// How many looks there were, and what was wrong with some.
private final class ReadTally: Sendable {
    let reads = Atomic<Int>(0)
    let wrong = Mutex<[String]>([])
}

private struct NothingChanged: Error {}

/// What one look through one descriptor of `..data` gave.
private enum ReadSet {
    case consistent
    case gone
    case wrong(String)

    init(_ root: String) {
        let data = open("\(root)/..data", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard data >= 0 else {
            self = .wrong("..data is missing: \(errno)")
            return
        }
        defer { close(data) }
        var texts: [String?] = []
        for name in ["tls.crt", "tls.key", "etc/ca", "even"] { texts.append(Self.read(data, name)) }
        guard let first = texts[0], let second = texts[1], let third = texts[2], Self.read(data, "same") != nil else {
            self = .gone
            return
        }
        guard first == second, second == third, first.utf8.count >= 80 else {
            self = .wrong("\(first.prefix(8)) \(second.prefix(8)) \(third.prefix(8))")
            return
        }
        let isEven = Int(first.prefix { $0 != " " }).map { $0 % 2 == 0 } ?? false
        // The old generation is unlinked file by file, so a missing one proves nothing; one too many does.
        self = !isEven && texts[3] != nil ? .wrong("a key of another generation") : .consistent
    }

    private static func read(_ directory: Int32, _ name: String) -> String? {
        let file = openat(directory, name, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer in
            let count = Glibc.read(file, buffer.baseAddress, buffer.count)
            return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
        }
    }
}
