import Dispatch
package import LinuxSystem
package import Logging

/// Who has opened what, as lines of JSON, written by a thread of its own so that no open waits for a disk.
///
/// It holds a bounded number of records, and passes a bounded number a second, with a burst of one second's worth; what
/// is beyond either is counted, and a line `{"time":…,"suppressed":N}` tells the count within a second. What could not
/// be written is counted as well. While nothing is opened, the thread sleeps without a timer.
package final class AuditLog: Sendable {
    private let level: AuditLevel
    /// Nil where the level is off: then there is no thread and no file.
    private let mailbox: AuditMailbox?
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - ratePerSecond: Lines, at least 1.
    ///   - journalSocket: Another journal, for tests.
    /// - Throws: `SystemError`: the file cannot be opened, or descriptors or threads have run out.
    package init(
        level: AuditLevel,
        destination: AuditDestination = .journal,
        ratePerSecond: Int = 1000,
        logger: Logger,
        clock: AuditClock = .system,
        journalSocket: String = JournalSocket.systemPath
    ) throws(SystemError) {
        self.level = level
        guard level != .off else {
            mailbox = nil
            return
        }
        let sink: any AuditSink
        switch destination {
        case .journal: sink = try AuditJournal(path: journalSocket)
        case .file(let path): sink = try AuditFile(path: path)
        }
        let mailbox = try AuditMailbox(rate: ratePerSecond, clock: clock)
        self.mailbox = mailbox
        try SystemThread.start { [ended] in
            var writer = AuditWriter(mailbox: mailbox, sink: sink, logger: logger)
            writer.run()
            ended.signal()
        }
    }

    /// A log that nobody closed ends too, after what it has; nobody waits for that.
    deinit { mailbox?.close() }

    /// What to read about an opener so that its record is complete.
    package var facts: Opener.Facts { level == .off ? [] : .all }

    /// Whether a record with this verdict would be written at all.
    package func wants(_ verdict: Verdict) -> Bool { level.covers(verdict) }

    /// Leaves `record` to the writer. Returns at once, whatever the disk or the journal does. After `close()` it does
    /// nothing.
    package func record(_ record: AuditRecord) {
        guard wants(record.decision.verdict) else { return }
        mailbox?.put(record)
    }

    /// Goes over to a new file after the old one was renamed, for logrotate. Returns at once.
    package func reopen() { mailbox?.reopen() }

    /// Writes what there is and ends the thread. Waits for that, but no longer than two seconds: a journal or a disk
    /// that hangs must not keep the daemon from ending.
    package func close() {
        guard let mailbox else { return }
        mailbox.close()
        if ended.wait(timeout: .now() + 2) == .success { ended.signal() }
    }
}
