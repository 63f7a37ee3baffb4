extension NotifyPlan {
    /// The action of a rule has ended.
    ///
    /// - Parameter random: From 0 up to 1, for the wait before another try.
    mutating func finished(_ name: String, _ outcome: ActionOutcome, at now: NotifyMoment, random: Double) -> JobVerdict
    {
        guard let job = running.removeValue(forKey: name), let lane = lanes[name] else { return .dropped }
        let changes = job.changes.filter { current[$0.volume] != nil && lane.covers($0.volume) }
        guard !changes.isEmpty else { return .dropped }
        switch outcome {
        case .told:
            settle(changes, job, .told, nil, at: now)
            return .told
        case .skipped(let reason):
            settle(changes, job, .skipped, reason, at: now)
            return .skipped(reason)
        case .failed(let error):
            // Newer changes of the same volumes speak for these; then the tries begin anew, and the next one is now.
            let superseded = lane.waiting[lane.group(of: changes[0].volume)] != nil
            if superseded || job.attempt < lane.rule.attempts {
                let wait = superseded ? .zero : NotifyBackoff.wait(after: job.attempt, random: random)
                requeue(changes, job, name, error, wait: wait, at: now)
                return .willRetry(wait, error)
            }
            settle(changes, job, .failed, error, at: now)
            return .failed(error)
        case .cancelled:
            return .dropped
        }
    }

    private mutating func settle(
        _ changes: [PublishedChange],
        _ job: NotifyJob,
        _ state: NotifyState,
        _ detail: String?,
        at now: NotifyMoment
    ) {
        let name = job.rule.name
        for change in changes where lanes[name]?.isWaiting(change.volume) == false {
            // A generation that came meanwhile and does not wait has nothing that the rule is about.
            let known = current[change.volume]?.generation
            let generation = state == .failed ? change.generation : known ?? change.generation
            let record = NotifyRecord(
                generation: generation,
                state: state,
                since: now.wall,
                attempts: job.attempt,
                detail: detail
            )
            records.set(record, for: change.volume, of: name)
        }
    }

    private mutating func requeue(
        _ changes: [PublishedChange],
        _ job: NotifyJob,
        _ name: String,
        _ error: String,
        wait: Duration,
        at now: NotifyMoment
    ) {
        guard let lane = lanes[name] else { return }
        for change in changes {
            let group = lane.group(of: change.volume)
            var waiting =
                lanes[name]?.waiting[group]
                ?? NotifyWaiting(
                    at: now.monotonic,
                    failures: job.attempt,
                    retryAt: now.monotonic + wait,
                    sequence: nextSequence()
                )
            waiting.addOlder(change)
            // A generation that came meanwhile and has nothing that the rule is about is still the one to be told.
            if let newest = current[change.volume] { waiting.moveOn(to: newest) }
            lanes[name]?.waiting[group] = waiting
            guard var record = records[name, change.volume] else { continue }
            record.attempts = job.attempt
            record.detail = error
            records.set(record, for: change.volume, of: name)
        }
    }
}
