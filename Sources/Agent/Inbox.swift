import KubeObjects
import Synchronization

/// What waits for the agent's loop. Anyone puts, the loop takes everything there is at once.
///
/// A wake-up is a level, not an event: many puts before the loop comes round make one wake-up, and one batch.
final class Inbox: Sendable {
    enum Message: Sendable {
        case feed(index: Int, FeedEvent)
        /// A failed publish is due; `attempt` tells whether it is still the latest.
        case retry(VolumeID, attempt: Int)
        case ping
        /// Removals that failed are due.
        case again
        /// It may be time to remove what nobody wants.
        case sweep
        /// Somebody asks about the desired state.
        case question(@Sendable (DesiredState) -> Void)
    }

    struct Batch {
        var messages: [Message] = []
        /// When the first message came.
        var since: ContinuousClock.Instant?
    }

    private let batch = Mutex(Batch())
    private let wake: AsyncStream<Void>.Continuation
    /// For the loop alone.
    let wakeups: AsyncStream<Void>

    init() {
        (wakeups, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func put(_ message: Message) {
        batch.withLock { batch in
            batch.messages.append(message)
            if batch.since == nil { batch.since = .now }
        }
        wake.yield()
    }

    func takeAll() -> Batch {
        batch.withLock { batch in
            let taken = batch
            batch = Batch()
            return taken
        }
    }
}
