import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct MemoryFileTests {
    private let page = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// Pages that the file has, in bytes.
    private func inUse(_ file: borrowing MemoryFile) -> Int {
        var raw = stat()
        return fstat(file.rawValue, &raw) == 0 ? raw.st_blocks * 512 : -1
    }

    @Test func aRangeHasPagesFromReservingToReleasing() throws {
        let file = try MemoryFile(name: "test")
        #expect(try file.size() == 0 && file.runs().isEmpty)
        try file.reserve(3 * page, at: 2 * page)
        #expect(try file.size() == 5 * page)
        #expect(inUse(file) == 3 * page)
        file.release(page, at: 3 * page)
        #expect(inUse(file) == 2 * page)
        file.release(5 * page, at: 0)
        #expect(inUse(file) == 0)
        #expect(try file.size() == 5 * page && file.runs().isEmpty)
    }

    @Test func runsAreWhatWasWritten() throws {
        let file = try MemoryFile(name: "test")
        try file.reserve(8 * page, at: 0)
        for offset in [1, 2, 5].map({ $0 * page }) {
            let bytes = try file.map(page, at: offset)
            bytes[0] = 1
            munmap(bytes.baseAddress, page)
        }
        #expect(try file.runs() == [page..<3 * page, 5 * page..<6 * page])
        file.release(page, at: 2 * page)
        #expect(try file.runs() == [page..<2 * page, 5 * page..<6 * page])
    }

    @Test func twoMappingsOfARangeShowTheSameAndReleasedPagesAreZeros() throws {
        let file = try MemoryFile(name: "test")
        try file.reserve(page, at: page)
        let (one, two) = (try file.map(page, at: page), try file.map(page, at: page))
        defer { for bytes in [one, two] { munmap(bytes.baseAddress, page) } }
        one[7] = 7
        #expect(two[7] == 7)
        file.release(page, at: page)
        #expect(one[7] == 0 && two[7] == 0)
    }

    @Test func whoHasItsDescriptorHasItsBytes() throws {
        let copy: Int32
        do {
            let file = try MemoryFile(name: "test")
            try file.reserve(page, at: 0)
            let bytes = try file.map(page, at: 0)
            bytes[0] = 42
            munmap(bytes.baseAddress, page)
            copy = fcntl(file.rawValue, F_DUPFD_CLOEXEC, 3)
        }
        let file = MemoryFile(owning: OwnedFD(owning: copy))
        let bytes = try file.map(page, at: 0)
        defer { munmap(bytes.baseAddress, page) }
        #expect(bytes[0] == 42 && !file.isNeverSwapped)
    }

    @Test func mappingsStayOutOfChildrenAndCoreDumps() throws {
        let file = try MemoryFile(name: "test")
        try file.reserve(page, at: 0)
        let bytes = try file.map(page, at: 0)
        defer { munmap(bytes.baseAddress, page) }
        let address = String(UInt(bitPattern: bytes.baseAddress), radix: 16)
        let maps = try ProcFile.read("/proc/self/smaps").split(separator: "\n")
        let start = try #require(maps.firstIndex { $0.hasPrefix("\(address)-") })
        let flags = try #require(maps[start...].first { $0.hasPrefix("VmFlags:") }).split(separator: " ")
        // dd: not in dumps, dc: not in children. Source: man 5 proc_pid_smaps.
        #expect(flags.contains("dd") && flags.contains("dc") && flags.contains("sh"))
    }

    @Test(.enabled(if: Requirement.root, "needs root to mount"))
    func withTheRightToMountItIsNeverSwapped() throws {
        #expect(try MemoryFile(name: "test").isNeverSwapped)
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let file = try MemoryFile(name: "test")
        let error = #expect(throws: SystemError.self) { try file.reserve(page, at: Int.max - 1) }
        #expect(error?.call == "fallocate" && error?.errno == .fileTooLarge)
    }
}
