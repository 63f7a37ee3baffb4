/// What the text of a plain scalar means to Kubernetes.
package enum YAMLPlainText {
    /// No text longer than this, in bytes, is anything but a string.
    static let longestResolved = 32

    /// The value of `text`; nil for infinity and not-a-number.
    ///
    /// - Parameter longest: A longer text, in bytes, is a string without a look at it.
    static func resolve(_ text: String, longest: Int = longestResolved) -> DocumentNode.Value? {
        guard let first = text.utf8.first else { return .null }
        guard text.utf8.count <= longest else { return .string(text) }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            return number(text) ?? .string(text)
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            return isNotFinite(text.dropFirst()) ? nil : number(text) ?? .string(text)
        case UInt8(ascii: "."):
            return isNotFinite(text[...]) ? nil : float(text) ?? .string(text)
        default:
            return word(text) ?? .string(text)
        }
    }

    /// The string that Kubernetes makes of a key; nil where it refuses one.
    static func key(_ value: DocumentNode.Value) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .bool(let bool): bool ? "true" : "false"
        case .number(let text): Float(text).flatMap { $0.isFinite ? "\($0)" : nil } ?? text
        case .null, .array, .object: nil
        }
    }

    private static func word(_ text: String) -> DocumentNode.Value? {
        switch text {
        case "~", "null", "Null", "NULL": .null
        case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .bool(true)
        case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .bool(false)
        default: nil
        }
    }

    private static func isNotFinite(_ text: Substring) -> Bool {
        switch text {
        case ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN": true
        default: false
        }
    }

    private static func number(_ text: String) -> DocumentNode.Value? {
        let plain = text.utf8.contains(UInt8(ascii: "_")) ? text.filter { $0 != "_" } : text
        return integer(plain) ?? float(plain)
    }

    /// Reads an integer as Go's `strconv.ParseInt` does with base 0.
    private static func integer(_ text: String) -> DocumentNode.Value? {
        var digits = text[...]
        var sign = ""
        if let first = digits.first, first == "-" || first == "+" {
            digits.removeFirst()
            sign = first == "-" ? "-" : ""
        }
        var radix = 10
        if digits.first == "0", digits.count > 1 {
            switch digits.dropFirst().first {
            case "x", "X": radix = 16
            case "b", "B": radix = 2
            case "o", "O": radix = 8
            default:
                radix = 8
                digits.insert("o", at: digits.index(after: digits.startIndex))
            }
            digits.removeFirst(2)
        }
        // `Int64` would take a second sign.
        guard let first = digits.first, first != "-", first != "+" else { return nil }
        if let value = Int64(sign + digits, radix: radix) { return .integer(value) }
        if sign.isEmpty, let value = UInt64(digits, radix: radix) { return .number("\(value)") }
        return nil
    }

    /// Reads `1.5`, `.5`, `5.`, `1e3`; a whole number becomes an integer, as it does on Kubernetes' way through JSON.
    private static func float(_ text: String) -> DocumentNode.Value? {
        guard hasFloatForm(text.utf8), let value = Double(text.last == "." ? "\(text)0" : text), value.isFinite else {
            return nil
        }
        if value == value.rounded(), value.magnitude <= 9_007_199_254_740_992 { return .integer(Int64(value)) }
        return .number(isJSONNumber(text.utf8) ? text : "\(value)")
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
    private static func hasFloatForm(_ text: String.UTF8View) -> Bool {
        var rest = text[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = dropDigits(&rest)
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = dropDigits(&rest)
        }
        guard whole + fraction > 0 else { return false }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard dropDigits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// Whether a text of float form is a JSON number too: no plus, no leading zero, digits on both sides of the point.
    private static func isJSONNumber(_ text: String.UTF8View) -> Bool {
        var rest = text[...]
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let leadingZero = rest.first == UInt8(ascii: "0")
        let whole = dropDigits(&rest)
        guard whole == 1 || (whole > 1 && !leadingZero) else { return false }
        guard rest.first == UInt8(ascii: ".") else { return true }
        rest.removeFirst()
        return dropDigits(&rest) > 0
    }

    private static func dropDigits(_ text: inout Substring.UTF8View) -> Int {
        let count = text.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
        text.removeFirst(count)
        return count
    }
}
