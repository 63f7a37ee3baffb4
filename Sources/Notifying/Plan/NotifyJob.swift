/// One action to carry out.
package struct NotifyJob: Hashable, Sendable {
    package var rule: NotifyRule
    /// What is told, sorted by volume; one change where the action is not for all volumes at once.
    package var changes: [PublishedChange]
    /// The number of this try, from 1 on.
    package var attempt: Int
}
