import Logging
import Synchronization

extension Notifier {
    /// Notes what is to be done, then begins to do it.
    func pass(_ group: inout DiscardingTaskGroup) {
        let now = now()
        let (jobs, alarm) = state.withLock { state in
            let (jobs, wake) = state.plan.next(at: now)
            // One alarm at most for each point in time; an early one is no harm.
            let alarm = wake.flatMap { wake in state.alarm.map { $0 <= wake } == true ? nil : wake }
            if let alarm { state.alarm = alarm }
            return (jobs, alarm)
        }
        // The intent first: who is killed from here on tells again.
        flush()
        for job in jobs { group.addTask { await self.carryOut(job) } }
        if let alarm { group.addTask { await self.wake(at: alarm, from: now.monotonic) } }
        let idle = state.withLock { state in
            guard state.plan.isIdle, state.plan.records.unwritten.isEmpty else {
                return [] as [CheckedContinuation<Void, Never>]
            }
            defer { state.waitingForIdle = [] }
            return state.waitingForIdle
        }
        for continuation in idle { continuation.resume() }
    }

    private func wake(at alarm: Duration, from now: Duration) async {
        // A debounce or back-off is time that passes. Cancelled with the group, when the daemon ends.
        try? await Task.sleep(for: alarm - now)
        state.withLock { if $0.alarm == alarm { $0.alarm = nil } }
        ring()
    }

    /// Writes what has happened since the last time.
    func flush() {
        let isNews = file.write(from: state)
        guard isNews else { return }
        state.withLock(\.onReport)?()
    }

    private func carryOut(_ job: NotifyJob) async {
        let start = ContinuousClock.now
        let outcome = await performer.perform(job)
        let elapsed = start.duration(to: .now)
        let now = now()
        let random = random()
        let verdict = state.withLock { state in
            state.actions += 1
            if case .failed = outcome { state.failures += 1 }
            return state.plan.finished(job.rule.name, outcome, at: now, random: random)
        }
        tell(verdict, job, elapsed)
        ring()
    }

    private func tell(_ verdict: JobVerdict, _ job: NotifyJob, _ elapsed: Duration) {
        for change in job.changes {
            let volume = change.volume
            var metadata: Logger.Metadata = [
                "rule": "\(job.rule.name)", "action": "\(job.rule.action)", "pod": "\(volume.namespace)/\(volume.pod)",
                "volume": "\(volume.volume)", "generation": "\(change.generation)",
                "ms": "\(elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000)",
            ]
            switch verdict {
            case .told: logger.info("told", metadata: metadata)
            case .skipped(let reason):
                metadata["reason"] = "\(reason)"
                logger.info("nobody to tell", metadata: metadata)
            case .willRetry(let wait, let error):
                metadata["error"] = "\(error)"
                metadata["attempt"] = "\(job.attempt)"
                metadata["retryInMilliseconds"] = "\(Int64(wait / .milliseconds(1)))"
                logger.warning("not told; will be tried again", metadata: metadata)
            case .failed(let error):
                metadata["error"] = "\(error)"
                metadata["attempt"] = "\(job.attempt)"
                logger.error("not told; given up until the next generation or start", metadata: metadata)
            case .dropped: break
            }
        }
    }
}
