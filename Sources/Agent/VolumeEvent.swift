package import KubeObjects
package import Publishing

/// What the agent has done, for those who watch it. Observers never feed back into the plan.
package enum VolumeEvent: Sendable {
    /// The volume has a new generation, or an old one was adopted after a restart, or its condition changed.
    case updated(VolumeStatus, Outcome?, elapsed: Duration)
    /// The files could not be written; tried again after `retryIn`, or, where that is nil, when its objects change.
    case failed(VolumeStatus, PublishError, retryIn: Duration?)
    /// Nobody wants this directory any more, and it is gone.
    case removed(VolumeTarget)
    /// The volume's directory could not be taken away.
    case removalFailed(String, PublishError)
    /// The feed has said something, and what follows for volumes is done; `isWhole`: it has told its whole state, and no
    /// part of its origin is refused.
    case heard(feed: String, isWhole: Bool)
    /// These objects are other than before, or gone; the next events tell what follows for volumes. Not to be kept: as long
    /// as somebody has it, every change copies the state.
    case objectsChanged(Set<ObjectKey>, in: DesiredState)
    /// All that is wrong with the feed's origin now; empty: it is well again.
    case feedProblems(feed: String, [FeedProblem])
    /// All feeds have been heard and everything that followed is done. Again after each full reload.
    case synced(AgentSummary)
    /// The agent's loop is alive: the answer to `Reconciler.ping`.
    case alive(AgentSummary)
}

/// Counts for a status line.
package struct AgentSummary: Equatable, Sendable {
    package var volumes: Int
    /// Volumes for which some source or key is missing.
    package var unresolved: Int
    /// Volumes that could not be written.
    package var failed: Int
    /// What stands in the way of manifests: each keeps its last good version.
    package var errors: Int

    package init(volumes: Int, unresolved: Int, failed: Int = 0, errors: Int) {
        self.volumes = volumes
        self.unresolved = unresolved
        self.failed = failed
        self.errors = errors
    }
}

extension AgentSummary: CustomStringConvertible {
    /// `12 volumes, 1 waiting for its sources, 2 manifest errors`.
    package var description: String {
        var parts = ["\(volumes) volume\(volumes == 1 ? "" : "s")"]
        if unresolved > 0 { parts.append("\(unresolved) waiting for \(unresolved == 1 ? "its" : "their") sources") }
        if failed > 0 { parts.append("\(failed) not written") }
        if errors > 0 { parts.append("\(errors) manifest error\(errors == 1 ? "" : "s")") }
        return parts.joined(separator: ", ")
    }
}

/// Whoever is told.
package protocol VolumeObserver: Sendable {
    /// Called from the agent's loop, in order. Must not wait for anything.
    func observe(_ event: VolumeEvent)
}
