extension YAMLPlainText {
    /// Whether `text`, written without quotes, is a string to readers of YAML 1.1: neither null, a truth value, a
    /// number, a date nor a number to the base 60.
    ///
    /// Source: sigs.k8s.io/yaml goyaml.v2 encode.go, resolve.go.
    package static func isString(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            return isResolvedString(text) && !isSignedBinary(text) && !YAMLTimestamp.isOne(text) && !isBase60(text)
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            return (isResolvedString(text) || ["nan", "NaN", "NAN"].contains(text.dropFirst(2))) && !isBase60(text)
        case UInt8(ascii: "."): return isResolvedString(text) && !isFraction(text)
        default: return isResolvedString(text)
        }
    }

    private static func isResolvedString(_ text: String) -> Bool {
        if case .string = resolve(text, longest: .max) { true } else { false }
    }

    /// `0b+1`, which Go takes for a number.
    private static func isSignedBinary(_ text: String) -> Bool {
        let plain = text.utf8.prefix(80).filter { $0 != UInt8(ascii: "_") }
        guard plain.starts(with: "0b+".utf8) || plain.starts(with: "0b-".utf8) else { return false }
        return Int64(String(decoding: plain.dropFirst(2), as: UTF8.self), radix: 2) != nil
    }

    /// `.5_0`, which Go takes for a number: its underscores stand between digits.
    private static func isFraction(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return false }
        let isBetweenDigits = text.split(separator: "_", omittingEmptySubsequences: false).dropFirst().allSatisfy {
            $0.utf8.first.map(isDigit) == true
        }
        let isAfterDigits = text.split(separator: "_", omittingEmptySubsequences: false).dropLast().allSatisfy {
            $0.utf8.last.map(isDigit) == true
        }
        return isBetweenDigits && isAfterDigits && !isResolvedString(text.filter { $0 != "_" })
    }

    /// `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`
    private static func isBase60(_ text: String) -> Bool {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard let first = rest.first, isDigit(first) else { return false }
        rest = rest.drop { isDigit($0) || $0 == UInt8(ascii: "_") }
        guard rest.first == UInt8(ascii: ":") else { return false }
        while rest.first == UInt8(ascii: ":") {
            rest.removeFirst()
            let digits = rest.prefix { isDigit($0) }
            guard let first = digits.first, digits.count == 1 || digits.count == 2 && first <= UInt8(ascii: "5") else {
                return false
            }
            rest = rest.dropFirst(digits.count)
        }
        guard rest.first == UInt8(ascii: ".") else { return rest.isEmpty }
        return rest.dropFirst().allSatisfy { isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
