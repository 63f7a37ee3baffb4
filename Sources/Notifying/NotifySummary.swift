/// How many consumers are how far, counted by rule and volume; and what was done since the start.
package struct NotifySummary: Hashable, Sendable {
    package var rules = 0
    package var told = 0
    package var skipped = 0
    package var adopted = 0
    package var pending = 0
    package var failed = 0
    package var refused = 0
    /// Actions that have ended since the start, those that were tried again included.
    package var actions = 0
    /// Those of them that have failed.
    package var failures = 0

    mutating func count(_ state: NotifyState) {
        switch state {
        case .told: told += 1
        case .skipped: skipped += 1
        case .adopted: adopted += 1
        case .pending: pending += 1
        case .failed: failed += 1
        case .refused: refused += 1
        }
    }
}
