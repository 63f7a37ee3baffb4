import Glibc

/// The time of an audit line, to the millisecond.
package struct AuditTime: Hashable, Sendable {
    /// Since 1970, UTC.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func now() -> AuditTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return AuditTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

extension AuditTime: CustomStringConvertible {
    /// As RFC 3339 has it, `2026-11-23T16:20:18.034Z`.
    package var description: String {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        let date = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday].map { Self.padded($0, 2) }
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { Self.padded($0, 2) }
        let fraction = Self.padded(Int32(rest), 3)
        return "\(date.joined(separator: "-"))T\(clock.joined(separator: ":")).\(fraction)Z"
    }

    private static func padded(_ number: Int32, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
