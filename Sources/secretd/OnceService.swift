import Agent
import ServiceLifecycle
import Synchronization

/// Ends the process's services when the first sync is done: `run --once`.
final class OnceService: Service, VolumeObserver {
    private let signal: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let summary = Mutex<AgentSummary?>(nil)

    init() {
        (signal, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Whether the first sync has left nothing to wish for.
    var isAllWell: Bool {
        summary.withLock { $0.map { $0.unresolved == 0 && $0.errors == 0 } ?? false }
    }

    func observe(_ event: VolumeEvent) {
        guard case .synced(let new) = event else { return }
        summary.withLock { $0 = new }
        continuation.finish()
    }

    /// Returns when the agent is in sync.
    func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in self.signal {}
        }
    }
}
