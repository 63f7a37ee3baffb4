import Agent
import KubeObjects
import Publishing

/// What a test waits for: each gives the event's content where it is of that kind.
extension VolumeEvent {
    var updated: VolumeStatus? {
        if case .updated(let status, _, _) = self { status } else { nil }
    }

    var failed: VolumeStatus? {
        if case .failed(let status, _, _) = self { status } else { nil }
    }

    var removed: VolumeTarget? {
        if case .removed(let target) = self { target } else { nil }
    }

    var removalFailed: String? {
        if case .removalFailed(let path, _) = self { path } else { nil }
    }

    var synced: AgentSummary? {
        if case .synced(let summary) = self { summary } else { nil }
    }

    var alive: AgentSummary? {
        if case .alive(let summary) = self { summary } else { nil }
    }

    /// The objects of one change that was not the first.
    var objects: Set<ObjectKey>? {
        if case .objectsChanged(let objects, _) = self, objects.count == 1 { objects } else { nil }
    }

    /// The feed's name, and whether it was heard whole.
    var heard: String? {
        if case .heard(let feed, let isWhole) = self { "\(feed)\(isWhole ? " whole" : "")" } else { nil }
    }

    var problems: [FeedProblem]? {
        if case .feedProblems(_, let problems) = self { problems } else { nil }
    }
}
