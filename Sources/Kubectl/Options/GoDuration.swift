/// A span of time as kubectl's options take it: `30s`, `1m30s`, `1.5h`, `0`, and a plain number of seconds.
package enum GoDuration {
    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 6e10), ("h", 3.6e12),
    ]

    /// - Returns: nil where `text` is no span of time, or a negative one.
    ///
    /// Source: Go's time.ParseDuration.
    package static func parse(_ text: String) -> Duration? {
        var rest = Substring(text)
        guard !rest.isEmpty else { return nil }
        if let seconds = Int64(rest), seconds >= 0 { return .seconds(seconds) }
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            guard let number = Double(digits) else { return nil }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { !($0.isASCII && ($0.isNumber || $0 == ".")) }
            guard let unit = units.first(where: { $0.name == letters }) else { return nil }
            rest = rest.dropFirst(letters.count)
            total += number * unit.nanoseconds
        }
        guard total < Double(Int64.max) else { return nil }
        return .nanoseconds(Int64(total))
    }
}
