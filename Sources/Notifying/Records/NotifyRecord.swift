/// What became of the last generation of a volume, for one rule.
package struct NotifyRecord: Hashable, Sendable {
    package var generation: String
    package var state: NotifyState
    /// When the state became this, in milliseconds since 1970.
    package var since: Int64
    /// Tries for this generation so far.
    package var attempts: Int
    /// Why the last try failed or was not needed. Never a value.
    package var detail: String?

    package init(generation: String, state: NotifyState, since: Int64, attempts: Int = 0, detail: String? = nil) {
        self.generation = generation
        self.state = state
        self.since = since
        self.attempts = attempts
        self.detail = detail
    }
}
