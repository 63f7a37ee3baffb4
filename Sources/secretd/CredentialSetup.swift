import Agent
import Glibc
import LinuxSystem
import Logging
import Notifying
import Publishing

/// The credentials' socket of a daemon, where its configuration has rules for it.
struct CredentialSetup: Sendable {
    let server: CredentialServer
    private let volumes = CredentialVolumes()

    /// Nil where there are no rules.
    ///
    /// - Throws: `CommandFailure` when descriptors have run out.
    init?(_ settings: CredentialSettings, reader: any LiveReader, logger: Logger) throws(CommandFailure) {
        guard settings.isOn, let path = settings.socket else { return nil }
        do throws(SystemError) {
            server = try CredentialServer(
                CredentialServer.Options(path: path, wait: settings.wait, uid: geteuid()),
                policy: settings.policy,
                source: PublishedCredentials(reader: reader, volumes: volumes),
                logger: logger,
                now: { Int64(time(nil)) }
            )
        } catch {
            throw CommandFailure("credentials: \(error)")
        }
    }

    var observer: CredentialObserver { CredentialObserver(volumes: volumes, server: server) }
}
