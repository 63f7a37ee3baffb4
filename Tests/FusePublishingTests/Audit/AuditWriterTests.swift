import LinuxSystem
import Logging
import Synchronization
import SystemPackage
import Testing

@testable import FusePublishing

/// Takes as many entries as it has room for.
private final class FakeSink: AuditSink {
    let name = "fake"
    let written = Mutex<[AuditEntry]>([])
    let room: Mutex<Int>

    init(room: Int) { self.room = Mutex(room) }

    func write(_ entries: [AuditEntry]) -> (count: Int, failure: SystemError?) {
        let taken = room.withLock { room in
            let taken = min(room, entries.count)
            room -= taken
            return taken
        }
        written.withLock { $0 += entries.prefix(taken) }
        return (taken, taken < entries.count ? SystemError("write", "fake", .noSpace) : nil)
    }

    func reopen() throws(SystemError) { throw SystemError("openat", "fake", .permissionDenied) }
}

private final class Messages: Sendable {
    let all = Mutex<[String]>([])

    struct Handler: LogHandler {
        let messages: Messages
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) { messages.all.withLock { $0.append(event.message.description) } }
    }

    var logger: Logger { Logger(label: "test") { _ in Handler(messages: self) } }
}

@Suite(.timeLimit(.minutes(1))) struct AuditWriterTests {
    /// One turn of the writer's loop each: it ends at once, because the mailbox is closed.
    private func turn(_ writer: inout AuditWriter, _ mailbox: AuditMailbox) {
        mailbox.close()
        writer.run()
    }

    @Test func linesThatCouldNotBeWrittenAreCountedAndToldOnce() throws {
        let messages = Messages()
        let sink = FakeSink(room: 1)
        let mailbox = try AuditMailbox(rate: 10, clock: SampleRecord.clock)
        var writer = AuditWriter(mailbox: mailbox, sink: sink, logger: messages.logger)
        for _ in 0..<4 { mailbox.put(SampleRecord.of()) }
        turn(&writer, mailbox)
        #expect(sink.written.withLock(\.count) == 1)
        // Still no room: the count is kept, and nothing more is said.
        turn(&writer, mailbox)
        turn(&writer, mailbox)
        #expect(messages.all.withLock(\.self) == ["audit lines are lost"])
        sink.room.withLock { $0 = 1 }
        turn(&writer, mailbox)
        #expect(sink.written.withLock(\.last) == .suppressed(3, SampleRecord.time))
        #expect(messages.all.withLock(\.self) == ["audit lines are lost", "the audit log is written again"])
    }

    @Test func aFileThatCannotBeReopenedGoesOn() throws {
        let messages = Messages()
        let sink = FakeSink(room: 1)
        let mailbox = try AuditMailbox(rate: 10, clock: SampleRecord.clock)
        var writer = AuditWriter(mailbox: mailbox, sink: sink, logger: messages.logger)
        mailbox.put(SampleRecord.of())
        mailbox.reopen()
        turn(&writer, mailbox)
        #expect(sink.written.withLock(\.count) == 1)
        #expect(messages.all.withLock(\.count) == 1)
    }
}
