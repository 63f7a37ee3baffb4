import Foundation
import Glibc
import LinuxSystem
import Logging
import SystemPackage
import TestSupport
import Testing

@testable import FusePublishing

@Suite(.timeLimit(.minutes(1))) struct AuditLogTests {
    private let directory: TemporaryDirectory
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() throws { directory = try TemporaryDirectory() }

    private var path: String { directory.appending("audit.log") }

    private func log(_ level: AuditLevel = .all, rate: Int = 1000) throws -> AuditLog {
        try AuditLog(
            level: level,
            destination: .file(path),
            ratePerSecond: rate,
            logger: logger,
            clock: SampleRecord.clock
        )
    }

    private func lines(of path: String) -> [String] {
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    @Test func everyRecordIsALineOfAFileForRootAlone() throws {
        let log = try log()
        let records = ["a", "b", "c"].map { SampleRecord.of(key: $0) }
        for record in records { log.record(record) }
        log.close()
        #expect(lines(of: path) == records.map(\.json))
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func whatIsThereIsAppendedTo() throws {
        try directory.write("before\n", to: "audit.log")
        let log = try log()
        log.record(SampleRecord.of())
        log.close()
        #expect(lines(of: path).count == 2)
    }

    @Test func theLevelSaysWhatIsWritten() throws {
        let log = try log(.denied)
        #expect(log.wants(.denied) && !log.wants(.allowed) && log.facts == .all)
        log.record(SampleRecord.of(.allowed))
        log.record(SampleRecord.of(.denied))
        log.close()
        #expect(lines(of: path) == [SampleRecord.of(.denied).json])
    }

    @Test func offMakesNoFile() throws {
        let log = try log(.off)
        log.record(SampleRecord.of(.denied))
        log.reopen()
        log.close()
        #expect(access(path, F_OK) != 0)
        #expect(log.facts.isEmpty && !log.wants(.denied))
    }

    @Test func whatIsBeyondTheRateIsTold() throws {
        let log = try log(rate: 2)
        for _ in 0..<7 { log.record(SampleRecord.of()) }
        log.close()
        #expect(lines(of: path).last == #"{"time":"2026-11-23T16:20:18.034Z","suppressed":5}"#)
        #expect(lines(of: path).count == 3)
    }

    @Test func reopeningGoesOverToTheNewFile() throws {
        let log = try log()
        rename(path, directory.appending("audit.log.1"))
        log.reopen()
        log.record(SampleRecord.of())
        log.close()
        #expect(lines(of: path).count == 1)
        #expect(lines(of: directory.appending("audit.log.1")).isEmpty)
    }

    @Test func afterTheEndNothingIsWritten() throws {
        let log = try log()
        log.close()
        log.record(SampleRecord.of())
        log.close()
        #expect(lines(of: path).isEmpty)
    }

    @Test func aFileThatCannotBeOpenedIsAnError() throws {
        #expect(throws: SystemError("openat", directory.appending("no/audit.log"), .noSuchFileOrDirectory)) {
            try AuditLog(level: .all, destination: .file(directory.appending("no/audit.log")), logger: logger)
        }
        symlink("elsewhere", path)
        #expect(throws: SystemError.self) { try log() }
    }

    // MARK: the journal

    private func journalLog(_ socket: String, rate: Int = 1000) throws -> AuditLog {
        try AuditLog(level: .all, destination: .journal, ratePerSecond: rate, logger: logger, journalSocket: socket)
    }

    @Test func theJournalGetsOneDatagramARecord() throws {
        let journal = try NotifySocket(in: directory)
        let log = try journalLog(journal.path)
        log.record(SampleRecord.of(.denied))
        let message = try journal.message(containing: "MESSAGE")
        #expect(message.hasPrefix("MESSAGE=\(SampleRecord.of(.denied).json)\nPRIORITY=5\n"))
        #expect(message.hasSuffix("SECRETD_VERDICT=denied\n"))
        log.close()
    }

    /// By the real clock, and without anything that comes after.
    @Test func theCountOfWhatWasLeftOutComesByItself() throws {
        let journal = try NotifySocket(in: directory)
        let log = try journalLog(journal.path, rate: 1)
        // Far more than pass, however slow the machine is.
        for _ in 0..<100 { log.record(SampleRecord.of()) }
        try journal.message(containing: #","suppressed":"#)
        log.close()
    }

    @Test func aJournalThatIsNotThereIsNoFailure() throws {
        let sink = try AuditJournal(path: directory.appending("nobody"))
        #expect(sink.write([]).failure == nil)
    }
}
