/// Changes that one action will tell of.
struct NotifyWaiting: Sendable {
    private(set) var changes: [PublishedChange.Volume: PublishedChange] = [:]
    /// When the first and the last change came.
    private var first: Duration
    private var last: Duration
    /// Tries that have failed.
    private(set) var failures: Int
    private var retryAt: Duration?
    /// The order among those that are due at the same time.
    let sequence: Int

    init(at now: Duration, failures: Int = 0, retryAt: Duration? = nil, sequence: Int) {
        first = now
        last = now
        self.failures = failures
        self.retryAt = retryAt
        self.sequence = sequence
    }

    func due(_ debounce: Debounce) -> Duration { retryAt ?? debounce.due(first: first, last: last) }

    /// A newer change: it supersedes what failed, and the tries begin anew.
    mutating func add(_ change: PublishedChange, at now: Duration, failures: Int) {
        if retryAt != nil || changes.isEmpty {
            retryAt = nil
            first = now
            self.failures = failures
        }
        self.failures = min(self.failures, failures)
        last = now
        changes[change.volume] = changes[change.volume].map { Self.merged($0, with: change) } ?? change
    }

    /// A change that was at work while those in here came, and has failed: they speak for it too.
    mutating func addOlder(_ change: PublishedChange) {
        changes[change.volume] = changes[change.volume].map { Self.merged(change, with: $0) } ?? change
    }

    /// The generation moves on without anything that the rule is about.
    mutating func moveOn(to change: PublishedChange) {
        guard let known = changes[change.volume] else { return }
        changes[change.volume] = Self.merged(known, with: change)
    }

    mutating func remove(_ volume: PublishedChange.Volume) { changes[volume] = nil }

    private static func merged(_ old: PublishedChange, with new: PublishedChange) -> PublishedChange {
        var merged = new
        if let earlier = old.keys, let later = new.keys {
            merged.keys = Set(earlier).union(later).sorted()
        } else {
            merged.keys = nil
        }
        return merged
    }
}
