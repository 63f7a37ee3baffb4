import Synchronization

/// Whoever waits for something new.
///
/// A wake-up is a level, not an event: nothing piles up for a slow reader, who looks at what there is when it comes round.
package final class Subscribers: Sendable {
    private struct State {
        var next = 0
        var continuations: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Who is told.
    package var count: Int { state.withLock(\.continuations.count) }

    package func wakeAll() {
        for continuation in state.withLock({ Array($0.continuations.values) }) { continuation.yield() }
    }

    /// A stream that yields whenever there may be something new; it starts with one. It ends when the continuation is
    /// finished, or nobody holds the stream any more.
    package func subscribe() -> (AsyncStream<Void>, AsyncStream<Void>.Continuation) {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.next += 1
            state.continuations[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.continuations.removeValue(forKey: number) }
        }
        continuation.yield()
        return (stream, continuation)
    }
}
