import Glibc

/// The two clocks of the audit log; tests give their own.
package struct AuditClock: Sendable {
    /// Nanoseconds since some moment, never going back.
    package var monotonic: @Sendable () -> Int64
    package var time: @Sendable () -> AuditTime

    package init(monotonic: @escaping @Sendable () -> Int64, time: @escaping @Sendable () -> AuditTime) {
        self.monotonic = monotonic
        self.time = time
    }

    package static let system = AuditClock(
        monotonic: {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
        },
        time: AuditTime.now
    )
}
