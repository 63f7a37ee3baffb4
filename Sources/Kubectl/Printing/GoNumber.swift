/// Numbers that are no `Int64`, in the forms in which Go writes a `float64`.
///
/// Source: Go strconv FormatFloat, encoding/json floatEncoder.
enum GoNumber {
    /// As in JSON: with an exponent only below 1e-6 and from 1e21 on.
    ///
    /// - Parameter text: A JSON number; one that is beyond a `Double` is left as it is.
    static func json(_ text: String) -> String {
        guard let parts = Parts(text) else { return text }
        // Go's JSON takes the leading zero out of a negative exponent of two digits: 1e-07 is 1e-7.
        return parts.exponent < -6 || parts.exponent >= 21 ? parts.scientific(exponentDigits: 1) : parts.plain
    }

    /// As `%g`, with an exponent below 1e-4 and from 1e6 on.
    ///
    /// - Parameter text: As above.
    static func general(_ text: String) -> String {
        guard let parts = Parts(text) else { return text }
        return parts.exponent < -4 || parts.exponent >= 6 ? parts.scientific(exponentDigits: 2) : parts.plain
    }

    /// As in YAML, which kubectl makes from JSON: what JSON writes as a whole number within 64 bits stays it.
    static func yaml(_ text: String) -> String {
        let json = json(text)
        return Int64(json) != nil || UInt64(json) != nil ? json : general(text)
    }

    /// The shortest decimal digits that give the number back, `0.d₁d₂…` × 10^(exponent + 1).
    private struct Parts {
        let sign: String
        let digits: String
        /// Of ten, for the first digit.
        let exponent: Int

        init?(_ text: String) {
            guard let value = Double(text), value.isFinite else { return nil }
            sign = value.sign == .minus ? "-" : ""
            // `123.45`, `1.5e-07` or `1e+21`.
            let pieces = value.magnitude.description.split(separator: "e")
            let halves = pieces[0].split(separator: ".", omittingEmptySubsequences: false)
            let whole = String(halves[0])
            let fraction = halves.count > 1 ? String(halves[1]) : ""
            let shift = pieces.count > 1 ? Int(pieces[1]) ?? 0 : 0
            let all = whole + fraction
            let significant = all.drop { $0 == "0" }
            let trimmed = String(significant.reversed().drop { $0 == "0" }.reversed())
            digits = trimmed.isEmpty ? "0" : trimmed
            exponent = trimmed.isEmpty ? 0 : whole.count - 1 - (all.count - significant.count) + shift
        }

        var plain: String {
            if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(digits)" }
            if digits.count <= exponent + 1 {
                return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
            }
            return "\(sign)\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
        }

        func scientific(exponentDigits: Int) -> String {
            let rest = digits.dropFirst()
            let power = String(abs(exponent))
            let zeros = String(repeating: "0", count: max(0, exponentDigits - power.count))
            let mantissa = rest.isEmpty ? "\(digits)" : "\(digits.prefix(1)).\(rest)"
            return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(zeros)\(power)"
        }
    }
}
