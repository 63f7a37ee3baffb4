import Dispatch
import Glibc
package import LinuxSystem
package import Logging
import ServiceLifecycle
import Synchronization
import SystemPackage

/// Gives systemd's units files of volumes as credentials: `LoadCredential=tls.key:/run/secretd/credentials.sock`.
///
/// Only the service manager is answered, and only what a rule allows. A refusal is told in the log and kept in `reports`,
/// because the unit's own log cannot say why.
package final class CredentialServer: Service {
    /// How it serves.
    package struct Options: Sendable {
        /// The socket's path.
        package var path: String
        /// How long a unit's start waits for a volume that is not there yet.
        package var wait: Duration
        /// Whom the service manager runs as: 0, or the user himself for his own manager.
        package var uid: UInt32

        package init(path: String, wait: Duration, uid: UInt32) {
            self.path = path
            self.wait = wait
            self.uid = uid
        }
    }

    /// Connections at a time.
    private static let connections = 64
    /// For a peer to take what it asked for.
    private static let patience: Duration = .seconds(30)
    /// For all of them, when the daemon ends.
    private static let farewell: Duration = .seconds(2)
    /// Between two attempts to listen.
    private static let pause: Duration = .seconds(2)

    private let options: Options
    private let source: any CredentialSource
    private let logger: Logger
    private let now: @Sendable () -> Int64
    private let policy: Mutex<CredentialPolicy>
    private let open = Mutex(0)
    private let waiters = CredentialWaiters()
    private let bell: EventDescriptor
    /// Rings once, and is never cleared.
    private let synced: EventDescriptor
    /// Rung when a connection has ended.
    private let room: EventDescriptor
    /// The newest answers.
    package let reports = CredentialReports()

    /// - Parameter now: Seconds since 1970.
    /// - Throws: `eventfd`, when descriptors have run out.
    package init(
        _ options: Options,
        policy: CredentialPolicy,
        source: any CredentialSource,
        logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) throws(SystemError) {
        self.options = options
        self.source = source
        self.logger = logger
        self.now = now
        self.policy = Mutex(policy)
        bell = try EventDescriptor()
        synced = try EventDescriptor()
        room = try EventDescriptor()
    }

    /// Other rules, from the next question on.
    package func replace(_ new: CredentialPolicy) {
        policy.withLock { $0 = new }
        waiters.wake()
    }

    /// The volumes that there are have been published: who waits in the socket's queue is asked in. From any thread.
    package func volumesSynced() { synced.ring() }

    /// A volume has changed: who waits for one asks again. From any thread.
    package func volumesChanged() { waiters.wake() }

    /// Serves until the task is cancelled or a graceful shutdown begins.
    package func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskCancellationHandler {
                await withCheckedContinuation { ended in
                    do {
                        try SystemThread.start {
                            self.listen()
                            ended.resume()
                        }
                    } catch {
                        self.logger.error("credentials not served", metadata: ["error": "\(error)"])
                        ended.resume()
                    }
                }
            } onCancel: {
                self.bell.ring()
                self.waiters.close()
            }
        }
    }

    // MARK: - The thread that listens

    private func listen() {
        var isTold = false
        while true {
            do throws(SystemError) {
                let listener = try UnixListener(options.path, mode: 0o600)
                logger.info("credentials", metadata: ["at": "\(options.path)"])
                isTold = false
                try accept(from: listener)
                finish()
                return
            } catch {
                if !isTold {
                    logger.error("credentials not served; trying again", metadata: ["error": "\(error)"])
                }
                isTold = true
            }
            if (try? Poll.readable([bell.rawValue], timeout: Self.pause).first) == true { return }
        }
    }

    /// Lets those who wait be refused: a connection that ends with the process is an empty credential to systemd.
    private func finish() {
        let deadline = ContinuousClock.now + Self.farewell
        while open.withLock({ $0 > 0 }) {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero, (try? Poll.readable([room.rawValue], timeout: left)) != nil else { return }
            room.clear()
        }
    }

    private func accept(from listener: borrowing UnixListener) throws(SystemError) {
        // Who connects before the volumes are there waits in the socket's queue, where the end of a killed daemon is an error
        // to systemd; the end of an accepted connection would be an empty credential.
        if try Poll.readable([bell.rawValue, synced.rawValue], timeout: options.wait)[0] { return }
        while true {
            // Who finds no room waits in the socket's queue: turned away, a unit would start without its credential.
            let isFull = open.withLock { $0 >= Self.connections }
            let descriptors = [bell.rawValue, room.rawValue] + (isFull ? [] : [listener.rawValue])
            let ready = try Poll.readable(descriptors, timeout: nil)
            if ready[0] { return }
            room.clear()
            guard ready.count > 2, ready[2], let connection = try listener.accept(blocks: false) else { continue }
            begin(Holder(connection))
        }
    }

    /// Answers on a thread of its own, so that one who waits or does not read holds up nobody.
    private func begin(_ holder: Holder) {
        open.withLock { $0 += 1 }
        do throws(SystemError) {
            try SystemThread.start {
                if let descriptor = holder.take() { self.answer(CredentialConnection(descriptor: descriptor)) }
                self.open.withLock { $0 -= 1 }
                self.room.ring()
            }
        } catch {
            open.withLock { $0 -= 1 }
            if let descriptor = holder.take() {
                CredentialConnection(descriptor: descriptor).refuse(until: .now + .seconds(1))
            }
            logger.warning("credential refused", metadata: ["reason": "\(error)"])
        }
    }

    /// Carries a descriptor to a thread.
    private final class Holder: Sendable {
        private let descriptor: Mutex<OwnedFD?>

        init(_ descriptor: consuming OwnedFD) { self.descriptor = Mutex(descriptor) }

        func take() -> OwnedFD? { descriptor.withLock { $0.take() } }
    }

    // MARK: - One answer

    private func answer(_ connection: borrowing CredentialConnection) {
        let request: CredentialRequest
        do throws(CredentialConnection.Refusal) {
            request = try connection.request(from: options.uid)
        } catch {
            // A service manager of a later version may have another form of address.
            if error == .address { connection.refuse(until: .now + Self.patience) }
            tell(CredentialReport(time: now(), unit: "", id: "", verdict: .refused, reason: error.reason))
            return
        }
        let (seconds, attoseconds) = options.wait.components
        let wait = DispatchTimeInterval.milliseconds(Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000))
        var isTold = false
        let answer = waiters.ask(until: .now() + wait) { isLate -> CredentialPolicy.Answer? in
            let policy = policy.withLock { $0 }
            let answer = policy.answer(request, from: source, isLate: isLate)
            guard case .wait(let reason, let rule) = answer else { return answer }
            if !isTold {
                logger.info(
                    "a unit waits for a credential",
                    metadata: [
                        "unit": "\(request.unit)", "credential": "\(request.id)", "rule": "\(rule)",
                        "reason": "\(reason)",
                    ]
                )
            }
            isTold = true
            return nil
        }
        var report = CredentialReport(time: now(), unit: request.unit, id: request.id, verdict: .refused)
        let deadline = ContinuousClock.now + Self.patience
        switch answer {
        case .give(let bytes, let rule, let volume, let generation):
            report.rule = rule
            report.volume = volume
            report.generation = generation
            let isTaken = connection.send(bytes, until: deadline)
            report.verdict = isTaken ? .given : .refused
            report.reason = isTaken ? "" : "the service manager did not take it"
        case .refuse(let reason, let rule):
            report.reason = reason
            report.rule = rule
            connection.refuse(until: deadline)
        case .wait, nil:
            report.reason = "the daemon ends"
            connection.refuse(until: deadline)
        }
        tell(report)
    }

    private func tell(_ report: CredentialReport) {
        reports.append(report)
        var metadata: Logger.Metadata = [:]
        if !report.unit.isEmpty { metadata = ["unit": "\(report.unit)", "credential": "\(report.id)"] }
        if let rule = report.rule { metadata["rule"] = "\(rule)" }
        switch report.verdict {
        case .given:
            metadata["volume"] = "\(report.volume ?? "")"
            metadata["generation"] = "\(report.generation ?? "")"
            logger.info("credential given", metadata: metadata)
        case .refused:
            metadata["reason"] = "\(report.reason)"
            logger.warning("credential refused", metadata: metadata)
        }
    }
}
