/// How long changes are gathered before one action tells of all of them.
package struct Debounce: Hashable, Sendable {
    /// Without a further change for this long, the action starts.
    package var quiet: Duration
    /// The longest wait from the first change on, however many follow.
    package var cap: Duration

    package init(quiet: Duration, cap: Duration) {
        self.quiet = quiet
        self.cap = cap
    }

    /// At once.
    package static let none = Debounce(quiet: .zero, cap: .zero)

    /// When the action is due.
    package func due(first: Duration, last: Duration) -> Duration {
        min(last + quiet, first + cap)
    }
}
