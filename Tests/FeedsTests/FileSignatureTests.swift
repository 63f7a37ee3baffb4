import Glibc
import Testing

@testable import Feeds

@Suite
struct FileSignatureTests {
    private func status(_ change: (inout stat) -> Void = { _ in }) -> stat {
        var status = stat()
        status.st_dev = 1
        status.st_ino = 2
        status.st_size = 3
        status.st_mtim = timespec(tv_sec: 100, tv_nsec: 5)
        status.st_ctim = timespec(tv_sec: 100, tv_nsec: 5)
        change(&status)
        return status
    }

    @Test func sameStatusIsTheSameVersion() {
        #expect(FileSignature(status()) == FileSignature(status { $0.st_atim.tv_sec = 9 }))
    }

    @Test(
        arguments: [
            { @Sendable in $0.st_dev = 9 },
            { @Sendable in $0.st_ino = 9 },
            { @Sendable in $0.st_size = 9 },
            { @Sendable in $0.st_mtim.tv_nsec = 6 },
            { @Sendable in $0.st_ctim.tv_nsec = 6 },
            // A tool that restores the times of a file cannot restore this one.
            { @Sendable in $0.st_ctim.tv_sec = 101 },
        ] as [@Sendable (inout stat) -> Void]
    )
    func anyDifferenceIsAnotherVersion(_ change: @Sendable (inout stat) -> Void) {
        #expect(FileSignature(status()) != FileSignature(status(change)))
    }

    @Test(arguments: [(100, 5, true), (101, 4, true), (101, 5, false), (99, 0, true), (5000, 0, false)])
    func fileIsRecentForASecond(_ seconds: Int, _ nanoseconds: Int, _ isRecent: Bool) {
        let now = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
        #expect(FileSignature(status()).isRecent(at: now) == isRecent)
    }

    @Test func oldContentUnderANewNameIsRecent() {
        let renamed = status { $0.st_ctim.tv_sec = 200 }
        #expect(FileSignature(renamed).isRecent(at: timespec(tv_sec: 200, tv_nsec: 500)))
    }
}
