extension Quantity {
    /// Reads a quantity as Kubernetes does.
    ///
    /// Source: k8s.io/apimachinery pkg/api/resource ParseQuantity.
    package init(parsing text: String) throws(QuantityError) {
        guard text.utf8.allSatisfy(\.isQuantityByte) else { throw .format }
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let number = rest.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
        guard !number.isEmpty else { throw .format }
        let parts = number.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, number.contains(where: \.isDigit) else { throw .number }

        let unit = try Unit(rest[number.endIndex...])
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        let magnitude: Int128 = Magnitude(
            digits: Array(parts[0]) + fraction,
            decimalExponent: unit.decimalExponent - fraction.count,
            binaryExponent: unit.binaryExponent
        ).nanos
        self.init(nanos: isNegative ? -magnitude : magnitude, notation: unit.notation)
    }
}

/// What a suffix means: a power of ten and a power of two.
private struct Unit {
    var notation: Quantity.Notation = .decimal
    var decimalExponent = 0
    var binaryExponent = 0

    init(_ suffix: Substring.UTF8View.SubSequence) throws(QuantityError) {
        let text = String(Substring(suffix))
        if let exponent = ["n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18][text] {
            decimalExponent = exponent
        } else if let exponent = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60][text] {
            notation = .binary
            binaryExponent = exponent
        } else if text.hasPrefix("e") || text.hasPrefix("E") {
            // An exponent that is no `Int` is far beyond every bound; so is a million.
            let digits = text.dropFirst()
            guard digits.contains(where: \.isNumber), let exponent = Int(digits) ?? Self.beyondInt(digits) else {
                throw .suffix
            }
            notation = .exponent
            decimalExponent = min(max(exponent, -1_000_000), 1_000_000)
        } else {
            throw .suffix
        }
    }

    private static func beyondInt(_ text: Substring) -> Int? {
        let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text
        guard digits.utf8.allSatisfy(\.isDigit) else { return nil }
        return text.first == "-" ? .min : .max
    }
}

/// `digits` × 10^`decimalExponent` × 2^`binaryExponent`.
private struct Magnitude {
    var digits: [UInt8]
    var decimalExponent: Int
    var binaryExponent: Int

    /// More digits than the largest quantity has in nanos, and few enough for 128 bits.
    private static let maximumDigits = 36

    /// In 10⁻⁹, rounded up, at most `Quantity.maximumNanos`.
    var nanos: Int128 {
        let significant = Array(digits.drop { $0 == UInt8(ascii: "0") })
        guard !significant.isEmpty else { return 0 }
        var exponent = decimalExponent + 9
        var value: UInt128 = 0
        for digit in significant.prefix(Self.maximumDigits) { value = value * 10 + UInt128(digit - UInt8(ascii: "0")) }
        let dropped = significant.dropFirst(Self.maximumDigits)
        exponent += dropped.count
        // A digit this far down counts only in that it rounds up.
        if dropped.contains(where: { $0 != UInt8(ascii: "0") }) { value += 1 }

        let limit = UInt128(Quantity.maximumNanos)
        guard exponent < Self.maximumDigits else { return Quantity.maximumNanos }
        while exponent < -38, value > 1 {
            value = (value + 9) / 10
            exponent += 1
        }
        // With one digit left that is 0 all but its rounding, where a power of two cannot lift it either.
        guard exponent >= -38 else { return 1 }
        if exponent >= 0 {
            let (decimal, overflows) = value.multipliedReportingOverflow(by: Self.power(exponent))
            let (product, overflowsToo) = decimal.multipliedReportingOverflow(by: 1 << UInt128(binaryExponent))
            return overflows || overflowsToo ? Quantity.maximumNanos : Int128(min(product, limit))
        }
        let divisor = Self.power(-exponent)
        let product = value.multipliedFullWidth(by: 1 << UInt128(binaryExponent))
        guard product.high < divisor else { return Quantity.maximumNanos }
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        guard quotient < limit else { return Quantity.maximumNanos }
        return Int128(remainder == 0 ? quotient : quotient + 1)
    }

    private static func power(_ exponent: Int) -> UInt128 {
        (0..<exponent).reduce(1) { result, _ in result * 10 }
    }
}

extension UInt8 {
    /// What the characters of a quantity are.
    fileprivate var isQuantityByte: Bool { isDigit || "+-.eEinumkKMGTP".utf8.contains(self) }
}
