import ServiceLifecycle

/// Notices that somebody has unmounted the FUSE filesystem that this process serves.
struct UnmountService: Service {
    private let signal: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    /// Called when it has happened; the service ends then.
    var onUnmount: @Sendable () -> Void = {}

    init() {
        (signal, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// To be called from any thread.
    var notify: @Sendable () -> Void {
        { [continuation] in continuation.yield() }
    }

    func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in signal {
                onUnmount()
                return
            }
        }
    }
}
