import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct DirectoryReplacementTests {
    let place: TemporaryDirectory
    let directory: DirectoryBox

    init() throws {
        place = try TemporaryDirectory()
        directory = DirectoryBox(try Directory(opening: place.path))
    }

    @Test func putsAndReads() throws {
        try put("one")
        try put("two")
        #expect(try text() == "two")
        #expect(try directory.value.entries().map(\.name) == ["file"])
    }

    @Test(arguments: [UInt16(0o600), 0o644, 0o666])
    func modeIsExact(_ mode: UInt16) throws {
        try put("one", mode: mode)
        #expect(try directory.value.status(of: "file").mode == mode)
    }

    @Test func leftoverOfAKilledWriterIsReplaced() throws {
        try place.write("half", to: ".file.new")
        try put("whole")
        #expect(try text() == "whole")
        #expect(try directory.value.entries().count == 1)
    }

    @Test func leftoverThatIsALinkIsNotFollowed() throws {
        try place.write("other", to: "other")
        try directory.value.makeLink(".file.new", to: "other")
        try put("new")
        #expect(try directory.value.contents(of: "other", limit: 10) == Array("other".utf8))
    }

    @Test func linkIsReplacedAndItsDestinationStays() throws {
        try place.write("other", to: "other")
        try directory.value.makeLink("file", to: "other")
        #expect(throws: SystemError("openat", "file", .tooManySymbolicLinkLevels)) { try text() }
        try put("new")
        #expect(try text() == "new")
        #expect(try directory.value.contents(of: "other", limit: 10) == Array("other".utf8))
    }

    @Test func failureLeavesTheOldAndNothingElse() throws {
        try directory.value.makeDirectory("file", mode: 0o755)
        #expect(throws: SystemError.self) { try put("new") }
        #expect(try directory.value.entries().map(\.kind) == [.directory])
    }

    @Test func nothingThereIsNil() throws {
        #expect(try text() == nil)
        try directory.value.unlinkIfThere("file")
    }

    @Test func tooLargeIsAnError() throws {
        try put("12345")
        #expect(try directory.value.contents(of: "file", limit: 5)?.count == 5)
        #expect(throws: SystemError("read", "file", .fileTooLarge)) {
            try directory.value.contents(of: "file", limit: 4)
        }
    }

    @Test func pipeIsNoFile() throws {
        mkfifo(place.appending("file"), 0o600)
        #expect(throws: SystemError("read", "file", .invalidArgument)) { try text() }
    }

    @Test func directoryIsMadeOnce() throws {
        let made = try directory.value.openOrMake("inner", mode: 0o700)
        try made.replace("file", with: UnsafeRawBufferPointer(start: nil, count: 0), mode: 0o600)
        let again = try directory.value.openOrMake("inner", mode: 0o755)
        #expect(try again.status().mode == 0o700)
        #expect(try again.contents(of: "file", limit: 0) == [])
    }

    @Test func linkIsNoDirectory() throws {
        try directory.value.makeDirectory("other", mode: 0o700)
        try directory.value.makeLink("inner", to: "other")
        #expect(throws: SystemError.self) { _ = try directory.value.openOrMake("inner", mode: 0o700) }
    }

    private func put(_ text: String, mode: UInt16 = 0o600) throws {
        try Array(text.utf8).withUnsafeBytes { try directory.value.replace("file", with: $0, mode: mode) }
    }

    private func text() throws -> String? {
        try directory.value.contents(of: "file", limit: 1 << 10).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A suite must be copyable; a directory is not.
final class DirectoryBox: Sendable {
    let value: Directory

    init(_ value: consuming Directory) { self.value = value }
}
