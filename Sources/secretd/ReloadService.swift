import Containers
import Feeds
import FusePublishing
import LinuxSystem
import Logging
import Notifying
import ServiceLifecycle
import UnixSignals

/// SIGHUP: re-reads the configuration and every manifest. The agent's next `synced` tells the service manager that the
/// reload is done.
struct ReloadService: Service {
    /// Trapped before the service manager hears that the daemon is ready.
    var hangups: UnixSignalsSequence
    var feed: ManifestDirectory
    var access: AccessSetup
    var manager: ServiceManager?
    var logger: Logger
    /// Reads the configuration again: the settings as they are now.
    var settings: @Sendable () throws -> RunSettings
    /// The settings that the daemon runs with.
    var running: RunSettings
    /// Nil where there were no rules for it at the start.
    var credentials: CredentialServer?
    /// Nil where nobody is told.
    var notifier: Notifier?
    /// Nil where nobody runs containers' commands.
    var exec: ExecServer?

    func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in hangups {
                logger.info("reloading")
                manager?.reloading()
                access.reopenLog()
                do {
                    let new = try settings()
                    if new.needsRestart(after: running) {
                        logger.warning("volumes, log, audit and credentials settings take effect at the next restart")
                    }
                    if access.replace(new.access) {
                        logger.info("access rules taken up", metadata: ["rules": "\(new.access.rules.count)"])
                    }
                    notifier?.replace(new.notify)
                    exec?.replace(ExecSetup.policy(new))
                    if let credentials {
                        credentials.replace(new.credentials.policy)
                        logger.info(
                            "rules of credentials taken up",
                            metadata: ["rules": "\(new.credentials.policy.rules.count)"]
                        )
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
