/// Points in time as Kubernetes writes them: RFC 3339, UTC.
package enum Timestamp {
    /// `2026-11-23T16:20:18Z`.
    ///
    /// - Parameter seconds: Since 1970. Outside the years 0 to 9999 the text is none that `parse` reads.
    package static func text(_ seconds: Int64) -> String { "\(dateAndTime(seconds))Z" }

    /// `2026-11-23T16:20:18.034000Z`, the form of `eventTime`.
    ///
    /// - Parameter microseconds: Since 1970.
    static func microText(_ microseconds: Int64) -> String {
        let (seconds, fraction) = floorDivide(microseconds, 1_000_000)
        return "\(dateAndTime(seconds)).\(padded(fraction, 6))Z"
    }

    /// Seconds since 1970, fractions cut off; nil where the text is no RFC 3339.
    ///
    /// As strict as Go: capital `T` and `Z`, no leap seconds.
    package static func parse(_ text: String) -> Int64? {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), scanner.skip("-"),
            let month = scanner.number(2), scanner.skip("-"),
            let day = scanner.number(2), scanner.skip("T"),
            let date = CivilDate(year: year, month: month, day: day),
            let hour = scanner.number(2), hour < 24, scanner.skip(":"),
            let minute = scanner.number(2), minute < 60, scanner.skip(":"),
            let second = scanner.number(2), second < 60
        else { return nil }
        if scanner.skip("."), scanner.skipDigits() == 0 { return nil }
        guard let offset = offset(&scanner), scanner.isAtEnd else { return nil }
        return date.daysSince1970 * 86400 + hour * 3600 + minute * 60 + second - offset
    }

    /// Seconds that the clock is ahead of UTC: `Z`, `+02:00`, `-03:30`.
    private static func offset(_ scanner: inout DigitScanner) -> Int64? {
        if scanner.skip("Z") { return 0 }
        let isAhead = scanner.skip("+")
        guard isAhead || scanner.skip("-"),
            let hours = scanner.number(2), hours <= 24, scanner.skip(":"),
            let minutes = scanner.number(2), minutes < 60
        else { return nil }
        let offset = hours * 3600 + minutes * 60
        return isAhead ? offset : -offset
    }

    private static func dateAndTime(_ seconds: Int64) -> String {
        let (days, second) = floorDivide(seconds, 86400)
        let date = CivilDate(daysSince1970: days)
        let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        return "\(day)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    }

    /// The remainder is never negative.
    private static func floorDivide(_ dividend: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
