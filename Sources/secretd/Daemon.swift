import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Runs services until one of them ends or a signal asks for the end.
///
/// Make one before there is anything to clean up: from then on the signals wait instead of killing the process.
struct Daemon {
    /// Ends all services at the first signal, even one that came before they were started.
    private final class Ending: Service {
        let signals: UnixSignalsSequence
        let received = Mutex<UnixSignal?>(nil)

        init(signals: UnixSignalsSequence) {
            self.signals = signals
        }

        func run() async {
            await cancelWhenGracefulShutdown {
                for await signal in self.signals {
                    self.received.withLock { $0 = signal }
                    return
                }
            }
        }
    }

    private let ending: Ending

    /// Traps the signals that ask for the end.
    init(endingOn signals: UnixSignal...) async {
        ending = Ending(signals: await UnixSignalsSequence(trapping: signals))
    }

    /// The signal that has asked for the end, if one did.
    var endingSignal: UnixSignal? { ending.received.withLock { $0 } }

    /// Runs all `services` until one of those in `leading` ends, or a signal comes.
    func run(_ services: [any Service], leading: [any Service] = [], logger: Logger) async throws {
        var quiet = logger
        quiet.logLevel = .warning
        let leaders: [any Service] = leading + [ending]
        let configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }
                + leaders.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            logger: quiet
        )
        try await ServiceGroup(configuration: configuration).run()
    }
}
