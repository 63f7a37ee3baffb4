import KubeObjects

extension JSONValue {
    /// Equality as JSON patch wants it: numbers are equal by value, `1` and `1.0`.
    ///
    /// Source: RFC 6902 section 4.6.
    func equals(_ other: JSONValue) -> Bool {
        switch (self, other) {
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.equals($1) }
        case (.object(let left), .object(let right)):
            return left.count == right.count
                && left.allSatisfy { name, value in right[name].map { value.equals($0) } ?? false }
        case (.number, .integer), (.integer, .number), (.number, .number):
            guard let left = decimal, let right = other.decimal else { return self == other }
            return left == right
        default:
            return self == other
        }
    }

    private var decimal: Decimal? {
        switch self {
        case .integer(let integer): Decimal("\(integer)")
        case .number(let text): Decimal(text)
        default: nil
        }
    }
}

/// A JSON number as its digits without zeros at either end and the power of ten they are multiplied by. Exact.
private struct Decimal: Equatable {
    var isNegative: Bool
    var digits: [UInt8]
    var exponent: Int

    /// - Returns: nil for an exponent beyond `Int`.
    init?(_ text: String) {
        let parts = text.utf8.split(maxSplits: 1) { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
        guard let mantissa = parts.first else { return nil }
        var exponent = 0
        if parts.count == 2 {
            guard let written = Int(String(Substring(parts[1]))) else { return nil }
            exponent = written
        }
        var digits: [UInt8] = []
        var isFraction = false
        for byte in mantissa {
            switch byte {
            case UInt8(ascii: "-"): continue
            case UInt8(ascii: "."): isFraction = true
            default:
                if isFraction {
                    let (less, overflow) = exponent.subtractingReportingOverflow(1)
                    guard !overflow else { return nil }
                    exponent = less
                }
                digits.append(byte)
            }
        }
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            let (more, overflow) = exponent.addingReportingOverflow(1)
            guard !overflow else { return nil }
            exponent = more
        }
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        self.digits = Array(significant)
        isNegative = !significant.isEmpty && mantissa.first == UInt8(ascii: "-")
        self.exponent = significant.isEmpty ? 0 : exponent
    }
}
