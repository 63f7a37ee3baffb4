import Glibc
import TestSupport
import Testing

@testable import LinuxSystem

@Suite
struct DirectoryLockTests {
    @Test func theSecondHolderIsRefusedAndToldWhoTheFirstIs() throws {
        let scratch = try TemporaryDirectory(in: "/dev/shm")
        let directory = try Directory(opening: scratch.path)
        do {
            let lock = try DirectoryLock(directory)
            #expect(throws: DirectoryLock.Failure.held(by: getpid())) { _ = try DirectoryLock(directory) }
            _ = consume lock
        }
        // Free again as soon as the first one is gone.
        _ = try DirectoryLock(directory)
    }

    @Test func aChildThatInheritedTheDescriptorDoesNotKeepTheLock() throws {
        let scratch = try TemporaryDirectory(in: "/dev/shm")
        let directory = try Directory(opening: scratch.path)
        let lock = try DirectoryLock(directory)
        // What a child has until it becomes another program.
        let copy = dup(lock.directory.rawValue)
        try #require(copy >= 0)
        defer { close(copy) }
        _ = consume lock
        _ = try DirectoryLock(directory)
    }

    @Test(
        arguments: [
            ("1: FLOCK  ADVISORY  WRITE 1234 00:2f:5 0 EOF", 1234),
            ("7: POSIX  ADVISORY  WRITE 1 00:2f:5 0 EOF\n8: FLOCK  ADVISORY  WRITE 77 00:2f:5 0 EOF\n", 77),
            ("1: -> FLOCK  ADVISORY  WRITE 9 00:2f:5 0 EOF\n1: FLOCK  ADVISORY  WRITE 1234 00:2f:5 0 EOF", 1234),
            ("1: FLOCK  ADVISORY  WRITE 1234 00:2f:50 0 EOF", nil),
            ("1: FLOCK  ADVISORY  WRITE 1234 00:f2:5 0 EOF", nil),
            ("1: FLOCK  ADVISORY  WRITE 1234 01:2f:5 0 EOF", nil),
            ("1: FLOCK  ADVISORY  WRITE 0 00:2f:5 0 EOF", nil),
            ("1: FLOCK  ADVISORY  WRITE -1 00:2f:5 0 EOF", nil),
            ("garbage\n1: FLOCK\n\n", nil),
            ("", nil),
        ] as [(String, Int32?)]
    )
    func readsTheKernelsTable(_ table: String, _ pid: Int32?) {
        #expect(DirectoryLock.holder(device: 0x2f, inode: 5, table: table) == pid)
    }
}
