import Agent
import Containers
import Glibc
import LinuxSystem
import Logging
import Projection

/// The socket of a daemon for `secretd exec`, where it has one.
struct ExecSetup: Sendable {
    let server: ExecServer
    let source: NodeExecSource

    /// Nil where the settings want none.
    ///
    /// - Throws: `CommandFailure` when descriptors have run out.
    init?(_ settings: RunSettings, node: NodeFacts, logger: Logger) throws(CommandFailure) {
        guard let path = settings.execSocket else { return nil }
        source = NodeExecSource(tree: settings.volumes, node: node)
        do throws(SystemError) {
            server = try ExecServer(
                path: path,
                policy: Self.policy(settings),
                source: source,
                logger: logger
            )
        } catch {
            throw CommandFailure("exec: \(error)")
        }
    }

    var observer: ExecObserver { ExecObserver(server: server) }

    /// Who may run what, by these settings.
    static func policy(_ settings: RunSettings) -> ExecPolicy {
        // A group that is configured and does not exist ends the daemon before it gets here.
        ExecPolicy(ownUID: geteuid(), group: (try? settings.store.groupID()) ?? nil, rules: settings.execRules)
    }
}
