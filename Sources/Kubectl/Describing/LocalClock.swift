import APIServer
import Glibc
import KubeObjects

/// The time, and how the person at the keyboard reads times.
package struct LocalClock: Sendable {
    /// Seconds since 1970.
    package var now: Int64
    /// Seconds that local time is ahead of UTC at a time.
    package var offset: @Sendable (Int64) -> Int64

    package init(now: Int64, offset: @escaping @Sendable (Int64) -> Int64 = { _ in 0 }) {
        self.now = now
        self.offset = offset
    }

    /// The machine's clock and `$TZ`.
    package static var system: LocalClock {
        LocalClock(now: Int64(time(nil))) { seconds in
            var seconds = time_t(seconds)
            var parts = tm()
            return localtime_r(&seconds, &parts) == nil ? 0 : Int64(parts.tm_gmtoff)
        }
    }

    /// How long ago a timestamp was: `5m`; `<unknown>` where there is none.
    func age(since timestamp: JSONValue?) -> String {
        guard let time = timestamp?.text.flatMap(Timestamp.parse) else { return "<unknown>" }
        return HumanDuration.text(seconds: now - time)
    }

    /// `Tue, 24 Nov 2026 17:41:12 +0000`; the year 1 where there is no timestamp.
    ///
    /// Source: Go time.RFC1123Z.
    func date(_ timestamp: JSONValue?) -> String {
        guard let time = timestamp?.text.flatMap(Timestamp.parse) else { return "Mon, 01 Jan 0001 00:00:00 +0000" }
        let offset = offset(time)
        let local = time + offset
        let second = ((local % 86_400) + 86_400) % 86_400
        let days = (local - second) / 86_400
        let date = CivilDate(daysSince1970: days)
        // 1970-01-01 was a Thursday.
        let weekday = Self.weekdays[Int(((days + 4) % 7 + 7) % 7)]
        let clock = [second / 3600, second / 60 % 60, second % 60].map(Self.twoDigits).joined(separator: ":")
        let zone = Self.twoDigits(abs(offset) / 3600) + Self.twoDigits(abs(offset) / 60 % 60)
        return "\(weekday), \(Self.twoDigits(date.day)) \(Self.months[Int(date.month) - 1]) \(date.year) \(clock) "
            + "\(offset < 0 ? "-" : "+")\(zone)"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
