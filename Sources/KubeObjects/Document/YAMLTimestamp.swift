/// Tells dates, with or without a time, from other texts, as Go's YAML does.
///
/// Source: sigs.k8s.io/yaml goyaml.v2 resolve.go parseTimestamp; Go time.Parse, with the forms `2006-1-2T15:4:5.9Z07:00`,
/// the same with a small t, `2006-1-2 15:4:5.9` and `2006-1-2`.
struct YAMLTimestamp {
    static func isOne(_ text: String) -> Bool {
        var reader = YAMLTimestamp(rest: Substring(text).utf8)
        return reader.readAll()
    }

    private var rest: Substring.UTF8View

    private mutating func readAll() -> Bool {
        guard let year = number(4...4), skip("-"), let month = number(1...2), skip("-"), let day = number(1...2),
            (1...12).contains(month), day >= 1, day <= Self.days(in: month, year)
        else { return false }
        guard let separator = rest.first else { return true }
        switch separator {
        case UInt8(ascii: "T"), UInt8(ascii: "t"):
            rest.removeFirst()
            return readTime() && readZone() && rest.isEmpty
        case UInt8(ascii: " "):
            rest = rest.drop { $0 == separator }
            return readTime() && rest.isEmpty
        default: return false
        }
    }

    private mutating func readTime() -> Bool {
        guard let hour = number(1...2), hour < 24, skip(":"), let minute = number(1...2), minute < 60, skip(":"),
            let second = number(1...2), second < 60
        else { return false }
        let fraction = rest.dropFirst().prefix(while: Self.isDigit)
        if let point = rest.first, point == UInt8(ascii: ".") || point == UInt8(ascii: ","), !fraction.isEmpty {
            rest = rest.dropFirst(fraction.count + 1)
        }
        return true
    }

    private mutating func readZone() -> Bool {
        if skip("Z") { return true }
        guard skip("+") || skip("-"), let hours = number(2...2), hours <= 24, skip(":"), let minutes = number(2...2)
        else { return false }
        return minutes <= 60
    }

    /// Reads as many digits as there are, not more than `width` allows.
    private mutating func number(_ width: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix(width.upperBound).prefix(while: Self.isDigit)
        guard digits.count >= width.lowerBound else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, UInt32(byte) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func days(in month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
