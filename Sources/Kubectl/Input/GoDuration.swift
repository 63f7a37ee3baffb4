/// Lengths of time as kubectl's options take them: `5s`, `1m30s`, `1.5h`, `0`.
package enum GoDuration {
    /// Source: Go time.ParseDuration.
    ///
    /// - Returns: nil for what is no duration.
    package static func parse(_ text: String) -> Duration? {
        var rest = Substring(text)
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        if rest == "0" { return .zero }
        guard !rest.isEmpty else { return nil }
        var seconds = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0 != "." && !("0"..."9").contains($0) }
            rest = rest.dropFirst(unit.count)
            let number = digits.hasPrefix(".") ? "0\(digits)" : digits.hasSuffix(".") ? "\(digits)0" : String(digits)
            guard let count = Double(number), let length = length(of: unit) else { return nil }
            seconds += count * length
        }
        // What Go's 64 bits of nanoseconds hold.
        guard seconds < 9_223_372_036 else { return nil }
        return .seconds(isNegative ? -seconds : seconds)
    }

    private static func length(of unit: Substring) -> Double? {
        switch unit {
        case "ns": 1e-9
        case "us", "µs", "μs": 1e-6
        case "ms": 1e-3
        case "s": 1
        case "m": 60
        case "h": 3600
        default: nil
        }
    }
}
