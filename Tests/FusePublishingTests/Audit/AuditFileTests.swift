import Foundation
import Glibc
import LinuxSystem
import SystemPackage
import TestSupport
import Testing

@testable import FusePublishing

@Suite struct AuditFileTests {
    private let entries = ["a", "b"].map { AuditEntry.opened(SampleRecord.of(key: $0)) }

    @Test func aFullDiskTakesNothing() throws {
        let (count, failure) = try AuditFile(path: "/dev/full").write(entries)
        #expect(count == 0)
        #expect(failure == SystemError("write", "/dev/full", .noSpace))
    }

    @Test(.enabled(if: Requirement.root, "mounts a tmpfs"))
    func aLineThatFitsInPartIsTakenBack() throws {
        let directory = try TemporaryDirectory()
        try #require(mount("test", directory.path, "tmpfs", 0, "size=4k") == 0)
        defer { umount2(directory.path, Int32(MNT_DETACH)) }
        let path = directory.appending("audit.log")
        let file = try AuditFile(path: path)
        let many = Array(repeating: entries[0], count: 100)
        let (count, failure) = file.write(many)
        #expect(failure?.errno == .noSpace)
        #expect(count > 0 && count < many.count)
        let line = entries[0].json + "\n"
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        #expect(text == String(repeating: line, count: count))

        #expect(truncate(path, 0) == 0)
        #expect(file.write(entries).count == 2)
    }
}
