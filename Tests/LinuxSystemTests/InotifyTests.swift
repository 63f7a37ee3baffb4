import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite
struct InotifyTests {
    let directory: TemporaryDirectory
    let inotify: Inotify

    init() throws {
        directory = try TemporaryDirectory()
        inotify = try Inotify()
    }

    @Test func nothingQueuedReadsAsNothing() throws {
        #expect(try inotify.read() == [])
    }

    @Test func savedFileIsCreatedAndClosed() throws {
        let watch = try inotify.watch(directory.path, for: [.create, .closeWrite])
        try directory.write("text", to: "name")
        #expect(
            try inotify.read() == [
                InotifyEvent(watch: watch, mask: .create, name: "name"),
                InotifyEvent(watch: watch, mask: .closeWrite, name: "name"),
            ]
        )
    }

    @Test func bothHalvesOfARenameShareACookie() throws {
        try directory.write("text", to: "old")
        let watch = try inotify.watch(directory.path, for: [.movedFrom, .movedTo])
        rename(directory.appending("old"), directory.appending("new"))
        let events = try inotify.read()
        let cookie = try #require(events.first?.cookie)
        #expect(cookie != 0)
        #expect(
            events == [
                InotifyEvent(watch: watch, mask: .movedFrom, cookie: cookie, name: "old"),
                InotifyEvent(watch: watch, mask: .movedTo, cookie: cookie, name: "new"),
            ]
        )
    }

    @Test func directoriesAreMarked() throws {
        let watch = try inotify.watch(directory.path, for: .create)
        mkdir(directory.appending("below"), 0o755)
        #expect(try inotify.read() == [InotifyEvent(watch: watch, mask: [.create, .isDirectory], name: "below")])
    }

    @Test func removedDirectoryEndsItsWatch() throws {
        let path = directory.appending("below")
        mkdir(path, 0o755)
        let watch = try inotify.watch(path, for: .deleteSelf)
        rmdir(path)
        #expect(
            try inotify.read() == [
                InotifyEvent(watch: watch, mask: .deleteSelf), InotifyEvent(watch: watch, mask: .ignored),
            ]
        )
    }

    @Test func removedWatchIsSilentAfterItsEnd() throws {
        let watch = try inotify.watch(directory.path, for: .create)
        inotify.remove(watch)
        inotify.remove(watch)
        try directory.write("text", to: "name")
        #expect(try inotify.read() == [InotifyEvent(watch: watch, mask: .ignored)])
    }

    @Test func addingCompletesAMaskAndNotAddingReplacesIt() throws {
        let watch = try inotify.watch(directory.path, for: .create)
        #expect(try inotify.watch(directory.path, for: [.delete, .add]) == watch)
        try directory.write("text", to: "name")
        unlink(directory.appending("name"))
        #expect(try inotify.read().map(\.mask) == [.create, .delete])
        _ = try inotify.watch(directory.path, for: .delete)
        try directory.write("text", to: "name")
        unlink(directory.appending("name"))
        #expect(try inotify.read().map(\.mask) == [.delete])
    }

    @Test func missingPathIsAnErrorWithItsName() throws {
        let path = directory.appending("missing")
        #expect(throws: SystemError("inotify_add_watch", path, .noSuchFileOrDirectory)) {
            _ = try inotify.watch(path, for: .create)
        }
    }

    @Test func fileIsRefusedWhereADirectoryIsWanted() throws {
        try directory.write("text", to: "name")
        let path = directory.appending("name")
        #expect(throws: SystemError("inotify_add_watch", path, .notDirectory)) {
            _ = try inotify.watch(path, for: [.create, .onlyDirectory])
        }
    }

    @Test func lostEventsAreReported() throws {
        let limit = try #require(Int(readSetting("/proc/sys/fs/inotify/max_queued_events")))
        _ = try inotify.watch(directory.path, for: [.create, .delete])
        // Events that equal the last one in the queue are merged, so each pair differs from the one before.
        for _ in 0...(limit / 2) {
            close(open(directory.appending("name"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644))
            unlink(directory.appending("name"))
        }
        var events: [InotifyEvent] = []
        while case let more = try inotify.read(), !more.isEmpty { events += more }
        #expect(events.last == InotifyEvent(watch: InotifyWatch(rawValue: -1), mask: .overflow))
        #expect(events.count == limit + 1)
    }

    @Test func longestNamesAreKept() throws {
        let name = String(repeating: "n", count: 255)
        _ = try inotify.watch(directory.path, for: .create)
        try directory.write("text", to: name)
        #expect(try inotify.read().map(\.name) == [name])
    }

    private func readSetting(_ path: String) throws -> String {
        let fd = OwnedFD(owning: open(path, O_RDONLY | O_CLOEXEC))
        return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
            let count = max(0, read(fd.rawValue, buffer.baseAddress, buffer.count))
            return String(decoding: buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        }
    }
}
