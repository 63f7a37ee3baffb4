import KubeObjects
import Publishing

/// Everything the agent's loop knows from one round to the next: a value that only the loop has.
struct AgentBook: Sendable {
    struct News {
        /// The feed's index and all that is wrong with it now, where that has changed.
        var problems: [(Int, [FeedProblem])] = []
        /// The indexes of the feeds that have said something.
        var heard: Set<Int> = []
        /// A feed has told its whole state.
        var isReload = false
        var isPing = false
        /// The objects that are other than before, gone ones too.
        var objects: Set<ObjectKey> = []
        var questions: [@Sendable (DesiredState) -> Void] = []
    }

    var state: DesiredState
    var records: [VolumeID: VolumeRecord] = [:]
    /// Whether directories that nobody wants have been looked for.
    var isSwept = false
    /// Since when the feeds' state has been whole, without a break.
    var completeSince: ContinuousClock.Instant?
    /// Directories that could not be removed; they wait for `Inbox.Message.again`.
    private var failedRemovals: [VolumeTarget: PublishError] = [:]
    private var isAgainDue = false
    private var pending = StateChange()

    init(state: DesiredState) {
        self.state = state
    }

    var summary: AgentSummary {
        AgentSummary(
            volumes: records.count,
            unresolved: records.values.count { [.waiting, .partial, .stale].contains($0.status.condition.state) },
            failed: records.values.count { $0.status.condition.state == .failed },
            errors: state.problems.count { $0.severity == .error }
        )
    }

    /// Applies what has come in; the volumes that it concerns wait for `takeRemovals` and `takeDirty`.
    mutating func take(_ messages: [Inbox.Message]) -> News {
        var news = News()
        for message in messages {
            switch message {
            case .feed(let index, let event):
                news.heard.insert(index)
                switch event {
                case .degraded(let problems): news.problems.append((index, problems))
                case .replaced: news.isReload = true
                case .changed: break
                }
                let change = state.apply(event, from: index)
                for id in change.dirty { records[id]?.backoff = Backoff() }
                news.objects.formUnion(change.objects)
                pending.merge(change)
            case .retry(let id, let attempt):
                if records[id]?.backoff.failures == attempt, state.volumes[id] != nil { pending.dirty.insert(id) }
            case .ping:
                news.isPing = true
            case .sweep:
                break
            case .question(let question):
                news.questions.append(question)
            case .again:
                isAgainDue = false
                pending.abandoned += failedRemovals.keys
            }
        }
        return news
    }

    /// Directories that shall go, with the volume where one was wanted until now. Each is given once, and none that a
    /// volume wants: it may have come back since.
    mutating func takeRemovals() -> [(VolumeID?, [VolumeTarget])] {
        guard !pending.removed.isEmpty || !pending.abandoned.isEmpty else { return [] }
        let wanted = Set(state.volumes.values.flatMap(\.targets).map(\.path))
        let removed = pending.removed.sorted { $0.key < $1.key }.map { id, targets in
            (Optional(id), targets.filter { !wanted.contains($0.path) })
        }
        let abandoned = pending.abandoned.filter { !wanted.contains($0.path) }
        pending.removed = [:]
        pending.abandoned = []
        for target in failedRemovals.keys where wanted.contains(target.path) { failedRemovals[target] = nil }
        for (id, _) in removed {
            if let id { records[id] = nil }
        }
        return removed + (abandoned.isEmpty ? [] : [(nil, abandoned)])
    }

    mutating func abandon(_ targets: [VolumeTarget]) {
        pending.abandoned += targets
    }

    /// Notes what came of a removal.
    ///
    /// - Returns: Whether a failure is news: it is told once for each directory and cause.
    mutating func noteRemoval(of target: VolumeTarget, failed error: PublishError?) -> Bool {
        defer { failedRemovals[target] = error }
        return error != nil && failedRemovals[target] != error
    }

    /// Whether somebody has to send `again` after a while: once, however many removals have failed.
    mutating func wantsAgain() -> Bool {
        guard !failedRemovals.isEmpty, !isAgainDue else { return false }
        isAgainDue = true
        return true
    }

    /// The volumes that want a pass, sorted. Each is given once.
    mutating func takeJobs() -> [VolumePass.Job] {
        let dirty = pending.dirty.sorted()
        pending.dirty = []
        return dirty.compactMap { id in
            guard let desired = state.volumes[id] else { return nil }
            return VolumePass.Job(id: id, desired: desired, record: records[id])
        }
    }
}
