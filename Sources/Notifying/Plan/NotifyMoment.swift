import Glibc

/// A point in time: for waiting, and for people.
package struct NotifyMoment: Hashable, Sendable {
    /// Since some fixed point in the past; never goes back. Stands still while the machine sleeps.
    package var monotonic: Duration
    /// Milliseconds since 1970.
    package var wall: Int64

    package init(monotonic: Duration, wall: Int64) {
        self.monotonic = monotonic
        self.wall = wall
    }

    package static func now() -> NotifyMoment {
        var wall = timespec()
        clock_gettime(CLOCK_REALTIME, &wall)
        var monotonic = timespec()
        clock_gettime(CLOCK_MONOTONIC, &monotonic)
        return NotifyMoment(
            monotonic: .seconds(Int64(monotonic.tv_sec)) + .nanoseconds(Int64(monotonic.tv_nsec)),
            wall: Int64(wall.tv_sec) * 1000 + Int64(wall.tv_nsec) / 1_000_000
        )
    }
}
