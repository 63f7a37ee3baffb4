/// Who has to be told of what, and when: a value without clock, randomness, files or processes.
///
/// For each rule one action at a time, in the order in which they fall due; rules beside one another, `limit` at once.
/// A change that comes while its rule is at work waits and is never lost. What is told at all is decided by the records:
/// once for each generation and rule, over restarts of the daemon too.
struct NotifyPlan: Sendable {
    /// Actions that run at once.
    static let limit = 16

    /// By name; `order` has the names of the configuration's.
    var lanes: [String: NotifyLane] = [:]
    var order: [String] = []
    var running: [String: NotifyJob] = [:]
    var records: NotifyRecords
    /// The last generation of each volume that this process knows of.
    var current: [PublishedChange.Volume: PublishedChange] = [:]
    var unitRequests: [UnitRequest] = []
    /// What Pods ask for, as they spell it.
    var asks: [PodName: [String]] = [:]
    private var sequence = 0

    init(_ rules: NotifyRules, records: NotifyRecords = NotifyRecords()) {
        self.records = records
        take(rules)
        // Who asked by annotation is not known yet; `keepOnly` sees to those that are gone.
        for rule in records.rules where !rule.hasPrefix(NotifyRule.annotationPrefix) {
            let lane = lanes[rule]
            dropRecords(of: rule) { lane?.covers($0) != true }
        }
    }

    /// A new generation is there, or one from an earlier process.
    mutating func published(_ change: PublishedChange, at now: NotifyMoment) {
        current[change.volume] = change
        let isKnown = records.isNew || records.hasSeen(change.volume)
        for (name, lane) in lanes where lane.covers(change.volume) {
            consider(change, name, isKnown: isKnown, at: now)
        }
        records.see(change.volume, generation: change.generation)
    }

    private mutating func consider(_ change: PublishedChange, _ name: String, isKnown: Bool, at now: NotifyMoment) {
        guard let lane = lanes[name] else { return }
        let volume = change.volume
        let record = records[name, volume]
        let isAtWork = lane.isWaiting(volume) || running[name]?.changes.contains { $0.volume == volume } == true
        if let record, record.generation == change.generation {
            switch record.state {
            case .adopted, .told, .skipped, .refused: return
            case .pending: if isAtWork { return }
            case .failed:
                // One more try at the start of a daemon.
                if change.isAdopted, !isAtWork { enqueue(change, name, failures: lane.rule.attempts - 1, at: now) }
                return
            }
        } else if record == nil, change.isAdopted, isKnown {
            records.set(.init(generation: change.generation, state: .adopted, since: now.wall), for: volume, of: name)
            return
        } else if !lane.rule.what.covers(keys: change.keys),
            // One that is owed from before the start of the daemon is told with this one, whatever its keys.
            isAtWork || (record?.state != .pending && record?.state != .failed)
        {
            pass(over: change, name, isAtWork: isAtWork, at: now)
            return
        }
        enqueue(change, name, failures: 0, at: now)
    }

    /// Nothing of the generation is of interest to the rule.
    private mutating func pass(over change: PublishedChange, _ name: String, isAtWork: Bool, at now: NotifyMoment) {
        guard let lane = lanes[name] else { return }
        let record = records[name, change.volume]
        if lane.isWaiting(change.volume), var new = record {
            lanes[name]?.waiting[lane.group(of: change.volume)]?.moveOn(to: change)
            new.generation = change.generation
            records.set(new, for: change.volume, of: name)
        } else if !isAtWork, record?.state != .failed, record?.state != .pending {
            // Who knows all of an earlier generation that is of interest knows all of this one.
            var new =
                record ?? NotifyRecord(generation: "", state: .skipped, since: now.wall, detail: "no key of the rule")
            new.generation = change.generation
            records.set(new, for: change.volume, of: name)
        }
    }

    private mutating func enqueue(_ change: PublishedChange, _ name: String, failures: Int, at now: NotifyMoment) {
        guard let group = lanes[name]?.group(of: change.volume) else { return }
        var waiting = lanes[name]?.waiting[group] ?? NotifyWaiting(at: now.monotonic, sequence: nextSequence())
        waiting.add(change, at: now.monotonic, failures: failures)
        lanes[name]?.waiting[group] = waiting
        records.set(
            .init(generation: change.generation, state: .pending, since: now.wall),
            for: change.volume,
            of: name
        )
    }

    /// The volume is gone: nobody needs to hear of it any more.
    mutating func removed(_ volume: PublishedChange.Volume) {
        current[volume] = nil
        records.remove(volume)
        for name in lanes.keys { lanes[name]?.remove(volume) }
    }

    /// Starts what is due.
    ///
    /// - Returns: The actions to carry out, and when to ask again if nothing happens before.
    mutating func next(at now: NotifyMoment) -> (jobs: [NotifyJob], wake: Duration?) {
        var ready: [(name: String, group: NotifyLane.Group, due: Duration, sequence: Int)] = []
        var wake: Duration?
        for (name, lane) in lanes where running[name] == nil {
            guard let next = lane.next() else { continue }
            if next.due <= now.monotonic {
                ready.append((name, next.group, next.due, next.sequence))
            } else {
                wake = min(wake ?? next.due, next.due)
            }
        }
        ready.sort { ($0.due, $0.sequence) < ($1.due, $1.sequence) }
        let room = max(0, Self.limit - running.count)
        return (ready.prefix(room).compactMap { start($0.name, $0.group) }, wake)
    }

    private mutating func start(_ name: String, _ group: NotifyLane.Group) -> NotifyJob? {
        guard let lane = lanes[name], let waiting = lanes[name]?.waiting.removeValue(forKey: group) else { return nil }
        let changes = waiting.changes.values.sorted { $0.path < $1.path }
        let job = NotifyJob(rule: lane.rule, changes: changes, attempt: waiting.failures + 1)
        running[name] = job
        return job
    }

    mutating func nextSequence() -> Int {
        sequence += 1
        return sequence
    }

    /// Whether nothing waits and nothing is at work.
    var isIdle: Bool { running.isEmpty && lanes.values.allSatisfy(\.waiting.isEmpty) }
}
