import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct JournalSocketTests {
    @Test func aFieldIsALine() {
        let message = JournalSocket.message([("MESSAGE", "hello"), ("PRIORITY", "6")])
        #expect(message == Array("MESSAGE=hello\nPRIORITY=6\n".utf8))
    }

    @Test func aValueOfSeveralLinesHasItsLengthInFront() {
        let message = JournalSocket.message([("A", "x\nB=y"), ("C", "")])
        #expect(message == Array("A\n".utf8) + [5, 0, 0, 0, 0, 0, 0, 0] + Array("x\nB=y\nC=\n".utf8))
    }

    @Test func anEntryIsADatagram() throws {
        let listener = try NotifySocket(in: TemporaryDirectory())
        try JournalSocket(path: listener.path).send([("MESSAGE", "hello")])
        #expect(try listener.message(containing: "MESSAGE") == "MESSAGE=hello\n")
    }

    @Test func whereNobodyListensIsAnError() throws {
        let directory = try TemporaryDirectory()
        let path = directory.appending("nobody")
        #expect(throws: SystemError("sendto", path, .noSuchFileOrDirectory)) {
            try JournalSocket(path: path).send([("MESSAGE", "hello")])
        }
        let long = "/" + String(repeating: "x", count: 200)
        #expect(throws: SystemError("sendto", long, .fileNameTooLong)) { try JournalSocket(path: long).send([]) }
    }
}
