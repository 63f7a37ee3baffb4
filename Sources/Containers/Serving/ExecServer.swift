import Glibc
package import LinuxSystem
package import Logging
import ServiceLifecycle
import Synchronization
import SystemPackage

/// Gives `secretd exec` a container's mounts and environment, and tells it of changes.
///
/// Everybody may connect; what for is a matter of the policy. The volumes go over as mounts, so that nobody needs a way
/// into a Pod's directory, and who may run one Pod sees nothing of another.
package final class ExecServer: Service {
    /// Connections at a time, and of one user but root.
    private static let most = 256
    private static let mostOfOne = 32
    /// Of all, what other users leave to root.
    private static let rootsOwn = 32
    /// Between two attempts to listen.
    private static let pause: Duration = .seconds(2)

    private let path: String
    private let source: any ExecSource
    private let logger: Logger
    private let policy: Mutex<ExecPolicy>
    private let connections = Mutex<[ObjectIdentifier: ExecConnection]>([:])
    private let bell: EventDescriptor

    /// - Throws: `eventfd`, when descriptors have run out.
    package init(
        path: String,
        policy: ExecPolicy,
        source: any ExecSource,
        logger: Logger
    ) throws(SystemError) {
        self.path = path
        self.policy = Mutex(policy)
        self.source = source
        self.logger = logger
        bell = try EventDescriptor()
    }

    /// Other rules, for whoever does not run a command yet: who runs one keeps it.
    package func replace(_ new: ExecPolicy) {
        policy.withLock { $0 = new }
        changed()
    }

    /// Volumes or objects have changed: whoever runs a command is told, if it is news there. From any thread.
    package func changed() {
        for connection in connections.withLock({ Array($0.values) }) { connection.wake() }
    }

    /// Serves until the task is cancelled or a graceful shutdown begins. Commands go on after that.
    package func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskCancellationHandler {
                await withCheckedContinuation { ended in
                    do throws(SystemError) {
                        try SystemThread.start {
                            self.listen()
                            ended.resume()
                        }
                    } catch {
                        self.logger.error("exec not served", metadata: ["error": "\(error)"])
                        ended.resume()
                    }
                }
            } onCancel: {
                self.bell.ring()
            }
        }
        for connection in connections.withLock({ Array($0.values) }) { connection.end() }
    }

    private func listen() {
        var isTold = false
        while true {
            do throws(SystemError) {
                let listener = try UnixListener(path, mode: 0o666)
                logger.info("exec", metadata: ["at": "\(path)"])
                isTold = false
                try accept(from: listener)
                return
            } catch {
                if !isTold { logger.error("exec not served; trying again", metadata: ["error": "\(error)"]) }
                isTold = true
            }
            if (try? Poll.readable([bell.rawValue], timeout: Self.pause).first) == true { return }
        }
    }

    private func accept(from listener: borrowing UnixListener) throws(SystemError) {
        while true {
            let ready = try Poll.readable([listener.rawValue, bell.rawValue], timeout: nil)
            if ready[1] { return }
            guard ready[0], let socket = try listener.accept() else { continue }
            do throws(SystemError) {
                try begin(try ExecConnection(socket, source: source, logger: logger))
            } catch {
                logger.warning("exec connection refused", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Talks on a thread of its own, so that one who does not read holds up nobody.
    private func begin(_ connection: ExecConnection) throws(SystemError) {
        let id = ObjectIdentifier(connection)
        let isRoom = connections.withLock { open in
            let own = open.values.count { $0.uid == connection.uid }
            let isRoom =
                connection.uid == 0
                ? open.count < Self.most : open.count < Self.most - Self.rootsOwn && own < Self.mostOfOne
            guard isRoom else { return false }
            open[id] = connection
            return true
        }
        guard isRoom else {
            logger.warning("exec refused: too many at once", metadata: ["uid": "\(connection.uid)"])
            return
        }
        do throws(SystemError) {
            try SystemThread.start {
                connection.run { self.policy.withLock { $0 } }
                self.connections.withLock { $0[id] = nil }
            }
        } catch {
            connections.withLock { $0[id] = nil }
            throw error
        }
    }
}
