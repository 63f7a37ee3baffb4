import LinuxSystem
import Logging

/// The loop of the audit log's thread.
struct AuditWriter {
    let mailbox: AuditMailbox
    let sink: any AuditSink
    let logger: Logger
    /// Whether the last write has failed, so that one outage is one line of the daemon's log.
    private var isFailing = false

    init(mailbox: AuditMailbox, sink: any AuditSink, logger: Logger) {
        self.mailbox = mailbox
        self.sink = sink
        self.logger = logger
    }

    /// Writes until the mailbox is closed and empty.
    mutating func run() {
        while true {
            let work = mailbox.take()
            if work.isReopening { reopen() }
            write(work.entries)
            if work.isLast { return }
            do throws(SystemError) {
                try mailbox.wait()
            } catch {
                logger.error("the audit log has ended", metadata: ["error": "\(error)"])
                return
            }
        }
    }

    private mutating func write(_ entries: [AuditEntry]) {
        guard !entries.isEmpty else { return }
        let (count, failure) = sink.write(entries)
        mailbox.giveBack(entries.dropFirst(count).reduce(0) { $0 + $1.weight })
        if let failure {
            if !isFailing { logger.error("audit lines are lost", metadata: ["error": "\(failure)"]) }
        } else if isFailing {
            logger.notice("the audit log is written again", metadata: ["to": "\(sink.name)"])
        }
        isFailing = failure != nil
    }

    private func reopen() {
        do throws(SystemError) {
            try sink.reopen()
        } catch {
            logger.error(
                "the audit log could not be opened anew; the old file goes on",
                metadata: ["error": "\(error)"]
            )
        }
    }
}
