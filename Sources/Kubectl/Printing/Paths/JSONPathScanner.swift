/// Walks over the text of a `JSONPath`.
struct JSONPathScanner {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// The character at the scanner's place; nil at the end.
    var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func advance() { position += 1 }

    mutating func skip(_ prefix: String) -> Bool {
        guard scalars[position...].starts(with: prefix.unicodeScalars) else { return false }
        position += prefix.unicodeScalars.count
        return true
    }

    /// Reads to the next opening brace or the end.
    mutating func readText() -> String { read { $0 != "{" } }

    mutating func readNumber() -> String {
        var text = ""
        if let sign = peek, sign == "+" || sign == "-" {
            text.unicodeScalars.append(sign)
            advance()
        }
        return text + read { $0 == "." || Self.isDigit($0) }
    }

    /// - Parameter honouringBackslashes: Whether a backslash makes the character behind it part of the text.
    mutating func readToTerminator(honouringBackslashes: Bool) -> String {
        let start = position
        while let next = peek, !Self.isTerminator(next) {
            position += next == "\\" && honouringBackslashes ? 2 : 1
        }
        position = min(position, scalars.count)
        return Self.text(scalars[start..<position])
    }

    /// Reads a text from its opening to behind its closing quote; nil where that is missing.
    mutating func readQuoted() -> String? {
        let start = position
        guard let quote = peek else { return nil }
        advance()
        while let next = peek, next != "\n" {
            advance()
            if next == quote, scalars[position - 2] != "\\" { return Self.text(scalars[start..<position]) }
        }
        return nil
    }

    /// Reads from an opening bracket to behind the next closing one, and gives what is between; nil where it is missing.
    mutating func readBrackets() -> String? {
        advance()
        let inner = read { $0 != "]" && $0 != "\n" }
        return skip("]") ? inner : nil
    }

    /// Reads to behind the closing parenthesis, and gives what is before it; nil where it is missing. One in quotes does
    /// not count, for the first quotes.
    mutating func readCondition() -> String? {
        let start = position
        var quote: Unicode.Scalar?
        var isClosed = false
        while let next = peek, next != "\n" {
            advance()
            switch next {
            case "\"", "'":
                if quote == nil {
                    quote = next
                } else if next == quote, scalars[position - 2] != "\\" {
                    isClosed = true
                }
            case ")" where (quote != nil) == isClosed: return Self.text(scalars[start..<position - 1])
            default: break
            }
        }
        return nil
    }

    static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: scalar == "_"
        }
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .decimalNumber }

    private static func isTerminator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\r", "\n", ".", ",", "[", "]", "$", "@", "{", "}": true
        default: false
        }
    }

    private mutating func read(while isMeant: (Unicode.Scalar) -> Bool) -> String {
        let text = scalars[position...].prefix(while: isMeant)
        position += text.count
        return Self.text(text)
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }
}
