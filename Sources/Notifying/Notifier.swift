package import Logging
import ServiceLifecycle
import Synchronization

/// Tells consumers of new generations: once for each generation and rule, again after a failure, and over restarts of the
/// daemon.
///
/// All calls return at once; the work is done by `run`. At least once: a daemon that is killed between an action and
/// the note of its outcome tells again at its next start.
package final class Notifier: Service {
    struct State {
        var plan: NotifyPlan
        /// When the next pass comes by itself.
        var alarm: Duration?
        var refusals: Set<NotifyPlan.Refusal> = []
        var actions = 0
        var failures = 0
        var waitingForIdle: [CheckedContinuation<Void, Never>] = []
        var onReport: (@Sendable () -> Void)?
    }

    let state: Mutex<State>
    let logger: Logger
    let now: @Sendable () -> NotifyMoment
    let random: @Sendable () -> Double
    let performer: Performer
    let file: RecordKeeper
    private let passes: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - stateDirectory: Where outcomes are kept, in `notify/outcomes`; nil keeps them in memory alone.
    ///   - systemctl: The absolute path of systemctl.
    ///   - now: The time, for waits and for people.
    ///   - random: From 0 up to 1.
    package init(
        rules: NotifyRules,
        stateDirectory: String?,
        logger: Logger,
        systemctl: String? = nil,
        now: @escaping @Sendable () -> NotifyMoment = { NotifyMoment.now() },
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.logger = logger
        self.now = now
        self.random = random
        performer = Performer(systemctl: Systemctl(path: systemctl ?? Systemctl.defaultPath), logger: logger)
        let (file, lines) = RecordKeeper.open(stateDirectory, logger: logger)
        self.file = file
        state = Mutex(State(plan: NotifyPlan(rules, records: NotifyRecords(lines))))
        (passes, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// A volume has a new generation, or was found with one at the start of the daemon.
    package func published(_ change: PublishedChange) {
        let now = now()
        state.withLock { $0.plan.published(change, at: now) }
        bell.yield()
    }

    /// A volume is gone, or is not to be served any more.
    package func removed(_ volume: PublishedChange.Volume) {
        state.withLock { $0.plan.removed(volume) }
        bell.yield()
    }

    /// These volumes are all there are: forgets what earlier processes have noted of others.
    package func keepOnly(_ volumes: Set<PublishedChange.Volume>) {
        state.withLock { $0.plan.keepOnly(volumes) }
        bell.yield()
    }

    /// Takes up other rules. What waits for a rule that stays goes on; actions that run come to their end.
    package func replace(_ rules: NotifyRules) {
        let now = now()
        state.withLock { $0.plan.replace(rules, at: now) }
        tellRefusals()
        bell.yield()
    }

    /// A Pod asks for the reload of units when one of its volumes changes; what it asked for before is forgotten. To be
    /// called before the Pod's volumes are published, and with an empty list when the Pod is gone.
    package func pod(namespace: String, name: String, asksFor units: [String]) {
        let now = now()
        state.withLock { $0.plan.pod(PodName(namespace: namespace, name: name), asksFor: units, at: now) }
        tellRefusals()
        bell.yield()
    }

    /// Each is told once, and again after it was allowed for a while.
    private func tellRefusals() {
        let new = state.withLock { state in
            let all = Set(state.plan.refusals)
            defer { state.refusals = all }
            return all.subtracting(state.refusals)
        }
        for refusal in new {
            logger.warning(
                "a Pod asks for the reload of a unit that no entry of unitRequests allows it",
                metadata: [
                    "pod": "\(refusal.pod.namespace)/\(refusal.pod.name)",
                    "unit": "\(BoundedText.of(refusal.unit, limit: 255))",
                ]
            )
        }
    }

    /// Calls `body` whenever `report` may have changed. It must not wait.
    package func onReport(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.onReport = body }
    }

    package func report() -> [NotifyReport] { state.withLock { $0.plan.report } }

    package func summary() -> NotifySummary {
        state.withLock { state in
            var summary = NotifySummary()
            summary.rules = state.plan.lanes.count
            for report in state.plan.report { summary.count(report.state) }
            summary.actions = state.actions
            summary.failures = state.failures
            return summary
        }
    }

    /// Returns once nothing waits and nothing is at work, and all of that is written; or when `run` ends.
    package func settled() async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waitingForIdle.append(continuation) }
            bell.yield()
        }
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                self.ring()
                for await _ in self.passes {
                    self.pass(&group)
                }
                group.cancelAll()
            }
            // Outcomes of the actions that ended last.
            self.flush()
            self.releaseWaiting()
        }
    }

    private func releaseWaiting() {
        let waiting = state.withLock { state in
            defer { state.waitingForIdle = [] }
            return state.waitingForIdle
        }
        for continuation in waiting { continuation.resume() }
    }

    func ring() { bell.yield() }
}
