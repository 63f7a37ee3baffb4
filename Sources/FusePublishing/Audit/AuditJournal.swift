import Glibc
import LinuxSystem
import SystemPackage

/// The audit log as entries of systemd's journal; where no journal listens, as JSON lines on standard error.
final class AuditJournal: AuditSink {
    let name = "the journal"
    private let journal: JournalSocket

    /// - Throws: `socket`.
    init(path: String) throws(SystemError) {
        journal = try JournalSocket(path: path)
    }

    func write(_ entries: [AuditEntry]) -> (count: Int, failure: SystemError?) {
        for (index, entry) in entries.enumerated() {
            do throws(SystemError) {
                try journal.send(entry.journalFields)
            } catch  where error.errno == .noSuchFileOrDirectory || error.errno == .connectionRefused {
                if let failure = Self.writeToStandardError(entry.json + "\n") { return (index, failure) }
            } catch {
                // The rest is not tried: each would wait as long for a journal that hangs.
                return (index, error)
            }
        }
        return (entries.count, nil)
    }

    func reopen() {}

    private static func writeToStandardError(_ line: String) -> SystemError? {
        let bytes = Array(line.utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.write(STDERR_FILENO, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if count > 0 { done += count }
            if count < 0, Glibc.errno != EINTR { return .last("write", "standard error") }
        }
        return nil
    }
}
