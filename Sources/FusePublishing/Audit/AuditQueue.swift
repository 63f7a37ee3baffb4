/// What the audit log holds for its writer, and the arithmetic of what is left out. Knows no clock and no thread: every
/// moment is given to it, in nanoseconds of a clock that never goes back.
struct AuditQueue {
    /// What the writer is given to write.
    struct Batch {
        var records: [AuditRecord] = []
        /// How many opens to report as left out; 0 for no line.
        var suppressed = 0
    }

    private let rate: Int64
    private let capacity: Int
    private var records: [AuditRecord] = []
    /// Billionths of a line that may pass.
    private var credit: Int64
    private var creditedAt: Int64
    private var suppressed = 0
    /// When the writer has to be told of `suppressed`; nil while it is 0, and then nothing is to be waited for.
    private(set) var reportDue: Int64?

    /// - Parameters:
    ///   - rate: Lines a second, at least 1. As many may come at once after a second without any.
    ///   - capacity: How many records may wait.
    init(rate: Int, capacity: Int = 4096, at now: Int64) {
        self.rate = Int64(min(max(rate, 1), Self.highestRate))
        self.capacity = capacity
        credit = self.rate * Self.second
        creditedAt = now
    }

    /// Takes a record, or counts it where there is no room or it is beyond the rate.
    ///
    /// - Returns: Whether the writer has to be woken: for the first record, and for the first that is left out.
    mutating func put(_ record: AuditRecord, at now: Int64) -> Bool {
        earn(until: now)
        guard credit >= Self.second, records.count < capacity else {
            let isFirst = reportDue == nil
            suppress(1, reportingAt: now + Self.reportDelay)
            return isFirst
        }
        credit -= Self.second
        records.append(record)
        return records.count == 1
    }

    /// Gives out all records, and the count of what was left out if its time has come or nothing will come after.
    mutating func take(at now: Int64, isLast: Bool = false) -> Batch {
        var batch = Batch()
        swap(&batch.records, &records)
        if let due = reportDue, isLast || now >= due {
            batch.suppressed = suppressed
            suppressed = 0
            reportDue = nil
        }
        return batch
    }

    /// Counts what could not be written. It is told later than usual, so that a full disk is not tried every second.
    mutating func giveBack(_ count: Int, at now: Int64) {
        guard count > 0 else { return }
        suppress(count, reportingAt: now + Self.retryDelay)
    }

    private mutating func suppress(_ count: Int, reportingAt due: Int64) {
        suppressed += count
        reportDue = reportDue ?? due
    }

    private mutating func earn(until now: Int64) {
        let elapsed = min(max(0, now - creditedAt), Self.second)
        credit = min(credit + elapsed * rate, rate * Self.second)
        creditedAt = max(now, creditedAt)
    }

    private static let second: Int64 = 1_000_000_000
    /// So that the line is there within a second.
    private static let reportDelay: Int64 = 900_000_000
    private static let retryDelay = 30 * second
    private static let highestRate = 1_000_000
}
