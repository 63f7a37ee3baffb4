import KubeObjects
import Publishing

/// Everything the agent's loop knows from one round to the next: a value that only the loop has.
struct AgentBook: Sendable {
    struct News {
        /// The feed's index and all that is wrong with it now, where that has changed.
        var problems: [(Int, [FeedProblem])] = []
        /// A feed has told its whole state.
        var isReload = false
        var isPing = false
    }

    var state: DesiredState
    var records: [VolumeID: VolumeRecord] = [:]
    /// The paths of the volumes that were there before this process published anything.
    var inherited: Set<[String]>?
    /// Whether directories that nobody wants have been looked for.
    var isSwept = false
    private var pending = StateChange()

    init(state: DesiredState) {
        self.state = state
    }

    var summary: AgentSummary {
        AgentSummary(
            volumes: records.count,
            unresolved: records.values.count { $0.status.condition.state != .served },
            errors: state.problems.count { $0.severity == .error }
        )
    }

    /// Applies what has come in; the volumes that it concerns wait for `takeRemovals` and `takeDirty`.
    mutating func take(_ messages: [Inbox.Message]) -> News {
        var news = News()
        for message in messages {
            switch message {
            case .feed(let index, let event):
                switch event {
                case .degraded(let problems): news.problems.append((index, problems))
                case .replaced: news.isReload = true
                case .changed: break
                }
                let change = state.apply(event, from: index)
                for id in change.dirty { records[id]?.backoff = Backoff() }
                pending.merge(change)
            case .retry(let id, let attempt):
                if records[id]?.backoff.failures == attempt, state.volumes[id] != nil { pending.dirty.insert(id) }
            case .ping:
                news.isPing = true
            case .again:
                break
            }
        }
        return news
    }

    /// Directories that shall go, with the volume where one was wanted until now. Each is given once.
    mutating func takeRemovals() -> [(VolumeID?, [VolumeTarget])] {
        let removed = pending.removed.sorted { $0.key < $1.key }
        let abandoned = pending.abandoned
        pending.removed = [:]
        pending.abandoned = []
        for (id, _) in removed { records[id] = nil }
        return removed.map { ($0.key, $0.value) } + (abandoned.isEmpty ? [] : [(nil, abandoned)])
    }

    mutating func abandon(_ targets: [VolumeTarget]) {
        pending.abandoned += targets
    }

    /// The volumes that want a pass, sorted. Each is given once.
    mutating func takeJobs() -> [VolumePass.Job] {
        let dirty = pending.dirty.sorted()
        pending.dirty = []
        return dirty.compactMap { id in
            guard let desired = state.volumes[id] else { return nil }
            let isInherited = desired.targets.contains { inherited?.contains($0.path) == true }
            return VolumePass.Job(id: id, desired: desired, record: records[id], isInherited: isInherited)
        }
    }
}
