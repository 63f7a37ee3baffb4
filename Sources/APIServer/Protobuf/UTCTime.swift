/// Times as Kubernetes writes them: RFC 3339 in UTC, to the second.
enum UTCTime {
    private static let secondsPerDay: Int64 = 86_400
    /// From the start of the year 1 to the end of the year 9999.
    private static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// `2026-01-02T03:04:05Z`; nil if the year has not four digits.
    static func text(secondsSince1970 seconds: Int64) -> String? {
        guard range.contains(seconds) else { return nil }
        let (date, time) = seconds.flooredDivision(by: secondsPerDay)
        let (year, month, day) = calendarDate(daysSince1970: date)
        let clock = [time / 3600, time / 60 % 60, time % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(clock)Z"
    }

    /// The date of the Gregorian calendar, by years that begin in March: so the leap day is a year's last.
    private static func calendarDate(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // 719468 days lie between 0000-03-01 and 1970-01-01; 146097 make the 400 years of the calendar's cycle.
        let (cycle, dayOfCycle) = (daysSince1970 + 719_468).flooredDivision(by: 146_097)
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        // The months from March on have 153 days in every five.
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension Int64 {
    /// The quotient rounded down, and the remainder, which is never negative.
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let remainder = (self % divisor + divisor) % divisor
        return ((self - remainder) / divisor, remainder)
    }
}
