import Synchronization

/// Tells of changes: keeps the newest, and wakes whoever waits for more.
final class WatchHub: Sendable {
    private struct State {
        var history: ChangeHistory
        /// The newest revision that is visible.
        var revision: UInt64
    }

    private let state: Mutex<State>
    private let subscribers = Subscribers()

    init(revision: UInt64) {
        state = Mutex(State(history: ChangeHistory(floor: revision), revision: revision))
    }

    /// The newest revision that is visible.
    var revision: UInt64 { state.withLock(\.revision) }

    /// Who is told of what is published.
    var subscriberCount: Int { subscribers.count }

    var floor: UInt64 { state.withLock(\.history.floor) }

    /// Makes changes visible, in the order of their revisions. One caller at a time.
    func publish(_ changes: [Change]) {
        guard let last = changes.last else { return }
        state.withLock { state in
            for change in changes { state.history.append(change) }
            state.revision = last.revision
        }
        subscribers.wakeAll()
    }

    /// The changes after `revision` and the newest visible revision; nil where they are not all kept.
    func changes(after revision: UInt64) -> (changes: [Change]?, newest: UInt64) {
        state.withLock { state in
            // A reader may see what is on the disk a moment before it is told of; what is further ahead was never given out.
            guard revision <= state.revision + ObjectStore.reserve else { return (nil, state.revision) }
            return (state.history.changes(after: revision).map(Array.init), state.revision)
        }
    }

    /// A stream that yields whenever something was published; it starts with one.
    func subscribe() -> (AsyncStream<Void>, AsyncStream<Void>.Continuation) { subscribers.subscribe() }
}
