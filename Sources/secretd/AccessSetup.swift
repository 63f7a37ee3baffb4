import FusePublishing
import LinuxSystem
import Logging

/// Access rules and audit of a daemon, where its backend can have them.
struct AccessSetup: Sendable {
    /// Nil where files are read without the daemon.
    let control: AccessControl?
    private let log: AuditLog?

    /// - Throws: `CommandFailure` where the audit file cannot be opened.
    init(_ settings: RunSettings, logger: Logger) throws(CommandFailure) {
        guard settings.backend == .fuse else {
            control = nil
            log = nil
            return
        }
        do throws(SystemError) {
            let log = try AuditLog(
                level: settings.audit.level,
                destination: settings.audit.destination,
                ratePerSecond: settings.audit.rate,
                logger: logger
            )
            self.log = log
            control = AccessControl(settings.access, log: log)
        } catch {
            throw CommandFailure("audit: \(error)")
        }
    }

    /// Other rules, from the next open on. Whether there are any rules on this backend.
    func replace(_ policy: AccessPolicy) -> Bool {
        control?.replace(policy)
        return control != nil
    }

    /// Goes on in a new file, after the old one was renamed.
    func reopenLog() { log?.reopen() }

    func close() { log?.close() }
}
