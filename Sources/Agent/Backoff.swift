/// How long to wait before a failed publish is tried again: doubling from 0.1 s to at most 30 s, for ever, with jitter
/// so that volumes which failed together do not all come back together.
package struct Backoff: Sendable {
    package static let first: Duration = .milliseconds(100)
    package static let longest: Duration = .seconds(30)

    /// Failures since the last success.
    package private(set) var failures = 0

    package init() {}

    /// Counts a failure and gives the wait: between a half and the whole of the doubled step.
    ///
    /// - Parameter random: From 0 up to 1.
    package mutating func next(random: Double) -> Duration {
        let step = min(Self.first * (1 << min(failures, 16)), Self.longest)
        failures += 1
        return step / 2 + step / 2 * random
    }
}
