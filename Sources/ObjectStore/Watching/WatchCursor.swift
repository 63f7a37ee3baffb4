import Synchronization

/// A place in the store's history that moves forward as its holder reads.
///
/// Nothing waits for a slow reader and nothing piles up for it: the wake-up is a level, and whoever falls behind the history
/// is told so.
package struct WatchCursor: Sendable {
    /// What a step brought.
    package enum Step: Sendable {
        case changes([Change])
        /// Changes between here and now are not kept any more.
        case expired
    }

    private let hub: WatchHub
    /// Everything up to here has been read.
    package private(set) var revision: UInt64

    /// One element for each time that there may be something new; ends with `end`, or when nobody holds the cursor any more.
    package let wakeups: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init(_ hub: WatchHub, after revision: UInt64) {
        self.hub = hub
        self.revision = revision
        (wakeups, wake) = hub.subscribe()
    }

    /// Wakes the reader although there may be nothing new: its time is over, or its client is gone.
    package func nudge() { wake.yield() }

    /// Nobody reads any more, whoever still holds a copy.
    package func end() { wake.finish() }

    /// Everything after the place the cursor stands at, which may be nothing. Does not wait.
    package mutating func next() -> Step {
        let (changes, newest) = hub.changes(after: revision)
        guard let changes else { return .expired }
        revision = max(revision, newest)
        return .changes(changes)
    }
}
