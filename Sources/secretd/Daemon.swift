import Logging
import ServiceLifecycle
import UnixSignals

/// Runs services until one of them ends or a signal asks for the end.
enum Daemon {
    static func run(
        _ services: [ServiceGroupConfiguration.ServiceConfiguration],
        endingOn signals: [UnixSignal] = [.sigterm, .sigint],
        logger: Logger
    ) async throws {
        var quiet = logger
        quiet.logLevel = .warning
        var configuration = ServiceGroupConfiguration(services: services, logger: quiet)
        configuration.gracefulShutdownSignals = signals
        try await ServiceGroup(configuration: configuration).run()
    }
}
