import KubeObjects

/// A feed that somebody else listens to first.
struct ExecFeed: ObjectFeed {
    var feed: any ObjectFeed
    /// Gives each event as it shall go on.
    var listener: @Sendable (FeedEvent) -> FeedEvent

    var name: String { feed.name }

    func events() -> AsyncStream<FeedEvent> {
        let events = feed.events()
        let listener = listener
        return AsyncStream { continuation in
            let task = Task {
                for await event in events { continuation.yield(listener(event)) }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}
