import Synchronization

/// Tells of changes: keeps the newest, and wakes whoever waits for more.
final class WatchHub: Sendable {
    private struct State {
        var history: ChangeHistory
        /// The newest revision that is visible.
        var revision: UInt64
        var nextSubscriber = 0
        var subscribers: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state: Mutex<State>

    init(revision: UInt64) {
        state = Mutex(State(history: ChangeHistory(floor: revision), revision: revision))
    }

    /// The newest revision that is visible.
    var revision: UInt64 { state.withLock(\.revision) }

    /// Who is told of what is published.
    var subscriberCount: Int { state.withLock(\.subscribers.count) }

    var floor: UInt64 { state.withLock(\.history.floor) }

    /// Makes changes visible, in the order of their revisions. One caller at a time.
    func publish(_ changes: [Change]) {
        guard let last = changes.last else { return }
        let subscribers = state.withLock { state in
            for change in changes { state.history.append(change) }
            state.revision = last.revision
            return Array(state.subscribers.values)
        }
        for subscriber in subscribers { subscriber.yield() }
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
    func subscribe() -> (AsyncStream<Void>, AsyncStream<Void>.Continuation) {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.nextSubscriber += 1
            state.subscribers[state.nextSubscriber] = continuation
            return state.nextSubscriber
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.subscribers.removeValue(forKey: number) }
        }
        continuation.yield()
        return (stream, continuation)
    }
}
