import Feeds
import LinuxSystem
import Logging
import ServiceLifecycle
import UnixSignals

/// SIGHUP: re-reads the configuration and every manifest. The agent's next `synced` tells the service manager that the
/// reload is done.
struct ReloadService: Service {
    var feed: ManifestDirectory
    var manager: ServiceManager?
    var logger: Logger
    /// Reads the configuration again: the settings as they are now.
    var settings: @Sendable () throws -> RunSettings
    /// The settings that the daemon runs with.
    var running: RunSettings

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        await cancelWhenGracefulShutdown {
            for await _ in signals {
                logger.info("reloading")
                manager?.reloading()
                do {
                    let new = try settings()
                    if new.needsRestart(after: running) {
                        logger.warning("volumes and log settings take effect at the next restart")
                    }
                    feed.reload(paths: new.manifests)
                } catch {
                    let message = (error as? CommandFailure)?.message ?? "\(error)"
                    logger.error("configuration refused; the running one stays", metadata: ["error": "\(message)"])
                    feed.reload()
                }
            }
        }
    }
}
