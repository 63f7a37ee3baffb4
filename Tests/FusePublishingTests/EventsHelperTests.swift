import Foundation
import Glibc
import LinuxSystem
import Publishing
import TestSupport
import Testing

@testable import FusePublishing

@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(1)))
struct EventsHelperTests {
    @Test func itHasNothingOfItsParentButSocketAndDirectory() throws {
        let fixture = try FuseFixture()
        // When it has answered it is what it will be.
        try fixture.publish(["a": "1"])
        let pid = try #require(fixture.tree.helper.pid)
        let numbers = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").compactMap { Int($0) }
        #expect(Set(numbers).isSubset(of: [0, 1, 2, 3, 4]))
        let standard = (0...2).map { Listing.destination("/proc/\(pid)/fd/\($0)") }
        #expect(standard == Array(repeating: "/dev/null", count: 3))
        // The memory with the values is not mapped there.
        let maps = try #require(Listing.text("/proc/\(pid)/maps"))
        #expect(!maps.contains("/bytes") && !maps.contains("memfd:secretd"))
    }

    @Test func afterAKillTheFilesAreRightAndTheNextOneTells() throws {
        let fixture = try FuseFixture()
        try fixture.publish(["a": "1"])
        #expect(Listing.text(fixture.at("a")) == "1")
        let pid = try #require(fixture.tree.helper.pid)
        let inotify = try Inotify()
        _ = try inotify.watch(fixture.at(), for: .movedTo)
        kill(pid, SIGKILL)
        for number in 2...3 {
            try fixture.publish(["a": "\(number)", "new": "1"])
            #expect(Listing.files(at: fixture.at()) == ["a": "\(number)", "new": "1"])
            #expect(try inotify.read().contains { $0.name == "..data" })
        }
        #expect(fixture.tree.helper.pid != pid)
    }

    @Test func itEndsWithItsParentsEnd() throws {
        let fixture = try FuseFixture()
        let pid = try #require(fixture.tree.helper.pid)
        try fixture.tree.close(handingOver: false)
        #expect(kill(pid, 0) != 0 && errno == ESRCH)
    }

    /// As when a Pod's manifest is deleted and written again under an application that watches.
    @Test func aVolumeThatComesBackIsTheSameToItsWatchers() throws {
        let fixture = try FuseFixture()
        try fixture.publish(["a": "1", "sub/b": "1"])
        let inotify = try Inotify()
        let root = try inotify.watch(fixture.at(), for: [.create, .delete, .movedTo])
        let sub = try inotify.watch(fixture.at("sub"), for: [.create, .delete])
        let held = try Directory(opening: fixture.at())
        try fixture.tree.remove(.web)
        #expect(Listing.names(at: fixture.path).isEmpty && Listing.target(fixture.at()) == nil)
        #expect(
            try Set(inotify.read().map { "\($0.watch == root) \($0.name)" }) == ["true a", "true ..data", "false b"]
        )

        try fixture.publish(["a": "2", "sub/b": "2"])
        #expect(Listing.files(at: fixture.at()) == ["a": "2", "sub/b": "2"])
        #expect(try held.entries().map(\.name).contains("a"))
        try fixture.publish(["a": "3", "sub/c": "3"])
        let events = try inotify.read()
        #expect(events.contains { $0.watch == root && $0.name == "..data" && $0.mask == .movedTo })
        #expect(events.contains { $0.watch == sub && $0.name == "c" && $0.mask == .create })
    }

    @Test func addedAndRemovedKeysAreEventsAndUnchangedOnesAreNot() throws {
        let fixture = try FuseFixture()
        try fixture.publish(["a": "1", "same": "1", "gone": "1"])
        let inotify = try Inotify()
        let root = try inotify.watch(fixture.at(), for: [.create, .delete, .movedTo])
        let same = try inotify.watch(fixture.at("same"), for: [.modify, .attributes, .deleteSelf])
        let gone = try inotify.watch(fixture.at("gone"), for: .deleteSelf)
        let old = try inotify.watch(fixture.at("..data/a"), for: .deleteSelf)
        try fixture.publish(["a": "2", "same": "1", "new": "1"])
        let events = try inotify.read()
        let names = events.filter { $0.watch == root }.map { "\($0.mask.rawValue) \($0.name)" }
        let (create, delete, movedTo) = (InotifyMask.create, InotifyMask.delete, InotifyMask.movedTo)
        #expect(names == ["\(create.rawValue) new", "\(movedTo.rawValue) ..data", "\(delete.rawValue) gone"])
        #expect(!events.contains { $0.watch == same })
        #expect(events.contains { $0.watch == gone && $0.mask == .deleteSelf })
        #expect(events.contains { $0.watch == old && $0.mask == .deleteSelf })
    }
}
