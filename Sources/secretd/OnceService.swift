import Agent
import ServiceLifecycle

/// Ends the process's services when the first sync is done: `run --once`.
struct OnceService: Service, VolumeObserver {
    private let signal: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (signal, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func observe(_ event: VolumeEvent) {
        if case .synced = event { continuation.finish() }
    }

    /// Returns when the agent is in sync.
    func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in signal {}
        }
    }
}
