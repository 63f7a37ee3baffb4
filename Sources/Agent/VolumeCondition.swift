/// How a volume is doing.
package struct VolumeCondition: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Every source is resolved and visible.
        case served = "Served"
        /// Some source or key is not resolved: its last good files stay, the rest follows.
        case partial = "Partial"
        /// Nothing is resolved; the last good files stay.
        case stale = "Stale"
        /// Nothing is resolved and nothing was ever served: there is no directory.
        case waiting = "Waiting"
        /// The files could not be written; the last good ones stay, and it is tried again.
        case failed = "Failed"
    }

    package var state: State
    /// One word for machines, `ObjectNotFound`; empty where all is well.
    package var reason: String
    /// For people; empty where all is well. Never holds a value.
    package var message: String
    /// Since when state and reason have been what they are, in seconds since 1970.
    package var since: Int64

    package init(_ state: State, reason: String = "", message: String = "", since: Int64) {
        self.state = state
        self.reason = reason
        self.message = message
        self.since = since
    }

    /// The new condition, keeping `since` where state and reason have not changed.
    func followed(by new: VolumeCondition) -> VolumeCondition {
        guard new.state == state, new.reason == reason else { return new }
        var kept = new
        kept.since = since
        return kept
    }
}
