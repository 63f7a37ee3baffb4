import LinuxSystem
import Synchronization

/// Where whoever answers an open leaves records, and the writer's thread finds them.
final class AuditMailbox: Sendable {
    /// What the writer has to do next.
    struct Work {
        var entries: [AuditEntry] = []
        var isReopening = false
        /// Nothing comes after this.
        var isLast = false
    }

    private struct State {
        var queue: AuditQueue
        var isReopening = false
        var isClosed = false
    }

    private let state: Mutex<State>
    private let bell: EventDescriptor
    private let clock: AuditClock

    /// - Throws: `eventfd`, when descriptors have run out.
    init(rate: Int, clock: AuditClock) throws(SystemError) {
        bell = try EventDescriptor()
        state = Mutex(State(queue: AuditQueue(rate: rate, at: clock.monotonic())))
        self.clock = clock
    }

    /// Never blocks: the lock is held by others for as long as it takes to move a few words.
    func put(_ record: AuditRecord) {
        let now = clock.monotonic()
        let mustWake = state.withLock { !$0.isClosed && $0.queue.put(record, at: now) }
        if mustWake { bell.ring() }
    }

    func reopen() {
        state.withLock { $0.isReopening = true }
        bell.ring()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        bell.ring()
    }

    func giveBack(_ count: Int) {
        let now = clock.monotonic()
        state.withLock { $0.queue.giveBack(count, at: now) }
    }

    func take() -> Work {
        let now = clock.monotonic()
        var (work, batch) = state.withLock { state in
            defer { state.isReopening = false }
            let work = Work(isReopening: state.isReopening, isLast: state.isClosed)
            return (work, state.queue.take(at: now, isLast: state.isClosed))
        }
        work.entries = batch.records.map(AuditEntry.opened)
        if batch.suppressed > 0 { work.entries.append(.suppressed(batch.suppressed, clock.time())) }
        return work
    }

    /// Blocks until there is something to take. Without anything left out there is no time limit.
    ///
    /// The bell falls silent before the work is taken: what comes in between rings it again.
    func wait() throws(SystemError) {
        let due = state.withLock { $0.queue.reportDue }
        let timeout = due.map { Duration.nanoseconds(max(0, $0 - clock.monotonic())) }
        _ = try Poll.readable([bell.rawValue], timeout: timeout)
        bell.clear()
    }
}
