import Glibc
import TestSupport
import Testing

@testable import LinuxSystem

@Suite
struct FileLeaseTests {
    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.appending("file")
        try directory.write("text", to: "file")
    }

    @Test func closedFileHasNoWriter() {
        let reader = OwnedFD(owning: open(path, O_RDONLY | O_CLOEXEC))
        #expect(FileLease.writer(of: reader.rawValue) == .none)
        // And again: the first lease has been given back.
        #expect(FileLease.writer(of: reader.rawValue) == .none)
    }

    @Test(arguments: [O_WRONLY, O_RDWR, O_WRONLY | O_APPEND])
    func openFileHasOneUntilItIsClosed(_ flags: Int32) {
        let reader = OwnedFD(owning: open(path, O_RDONLY | O_CLOEXEC))
        let writer = open(path, flags | O_CLOEXEC)
        #expect(FileLease.writer(of: reader.rawValue) == .present)
        close(writer)
        #expect(FileLease.writer(of: reader.rawValue) == .none)
    }

    @Test func otherReadersAreNoWriters() {
        let first = OwnedFD(owning: open(path, O_RDONLY | O_CLOEXEC))
        let second = OwnedFD(owning: open(path, O_RDONLY | O_CLOEXEC))
        #expect(FileLease.writer(of: first.rawValue) == .none)
        _ = second
    }

    @Test func writerMayOpenAfterwards() {
        let reader = OwnedFD(owning: open(path, O_RDONLY | O_CLOEXEC))
        _ = FileLease.writer(of: reader.rawValue)
        let writer = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        #expect(writer >= 0)
        close(writer)
    }

    @Test func writerThatComesWhileTheLeaseLastsDoesNotKillUs() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            try directory.write("text", to: "file")
            let path = directory.appending("file")
            let reader = open(path, O_RDONLY | O_CLOEXEC)
            guard FileLease.take(on: reader) else { exit(2) }
            // The kernel tells us about it by signal, and the opener to come again.
            guard open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC) == -1, errno == EWOULDBLOCK else { exit(3) }
            FileLease.giveBack(on: reader)
            guard open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC) >= 0 else { exit(4) }
        }
    }

    @Test func pipeCannotTell() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let reader = OwnedFD(owning: ends[0])
        let writer = OwnedFD(owning: ends[1])
        #expect(FileLease.writer(of: reader.rawValue) == .unknown)
        _ = writer.rawValue
    }
}
