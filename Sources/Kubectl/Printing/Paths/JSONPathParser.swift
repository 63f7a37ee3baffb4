/// Reads the text of a `JSONPath`.
///
/// Source: k8s.io/client-go util/jsonpath parser.go, whose oddities are kept: a point in `['a.b']` parts two fields
/// unless a backslash stands before it, and a comma there always makes a union.
struct JSONPathParser {
    private var scanner: JSONPathScanner

    static func parse(_ text: String) throws(JSONPathFailure) -> [JSONPathNode] {
        var parser = JSONPathParser(scanner: JSONPathScanner(text))
        var nodes: [JSONPathNode] = []
        while true {
            let text = parser.scanner.readText()
            if !text.isEmpty { nodes.append(.text(text)) }
            guard parser.scanner.skip("{") else { return nodes }
            nodes.append(.action(try parser.readAction()))
        }
    }

    /// The steps of a text that stands for itself, as if in braces.
    private static func parseAction(_ text: String) throws(JSONPathFailure) -> [JSONPathNode] {
        guard case .action(let steps) = try parse("{\(text)}").first else { return [] }
        return steps
    }

    /// Reads to behind the closing brace.
    private mutating func readAction() throws(JSONPathFailure) -> [JSONPathNode] {
        var steps: [JSONPathNode] = []
        while true {
            if scanner.skip("}") { return steps }
            if scanner.skip("[?(") {
                steps.append(try readFilter())
                continue
            }
            if scanner.skip("..") {
                guard steps.last != .descent else { throw JSONPathFailure("invalid multiple recursive descent") }
                steps.append(.descent)
                if let next = scanner.peek, JSONPathScanner.isWordCharacter(next) { steps.append(readField()) }
                continue
            }
            guard let next = scanner.peek, next != "\r", next != "\n" else { throw JSONPathFailure("unclosed action") }
            switch next {
            case " ", "@", "$": scanner.advance()
            case "[": steps += try readBrackets()
            case "\"", "'": steps.append(.text(try readQuoted()))
            case ".":
                scanner.advance()
                steps.append(readField())
            case "+", "-": steps.append(try readNumber())
            case _ where JSONPathScanner.isDigit(next): steps.append(try readNumber())
            case _ where JSONPathScanner.isWordCharacter(next): steps.append(readWord())
            default: throw JSONPathFailure("unrecognized character in action: \(Self.shown(next))")
            }
        }
    }

    private mutating func readField() -> JSONPathNode {
        let name = scanner.readToTerminator(honouringBackslashes: true)
        return name == "*" ? .wildcard : .field(String(name.unicodeScalars.filter { $0 != "\\" }))
    }

    private mutating func readWord() -> JSONPathNode {
        switch scanner.readToTerminator(honouringBackslashes: false) {
        case "true": .bool(true)
        case "false": .bool(false)
        case let word: .word(word)
        }
    }

    private mutating func readNumber() throws(JSONPathFailure) -> JSONPathNode {
        let text = scanner.readNumber()
        if let integer = Int64(text) { return .integer(integer) }
        let digits = text.hasSuffix(".") ? text + "0" : text
        guard let number = Double(digits), number.isFinite else { throw JSONPathFailure("cannot parse number \(text)") }
        return .number(number.description)
    }

    private mutating func readQuoted() throws(JSONPathFailure) -> String {
        guard let text = scanner.readQuoted() else { throw JSONPathFailure("unterminated quoted string") }
        guard let unquoted = GoUnquoting.unquoted(text) else {
            throw JSONPathFailure("unquote string \(text) error invalid syntax")
        }
        return unquoted
    }

    private mutating func readBrackets() throws(JSONPathFailure) -> [JSONPathNode] {
        guard let inner = scanner.readBrackets() else { throw JSONPathFailure("unterminated array") }
        let text = inner == "*" ? ":" : inner
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        if parts.count > 1 {
            var union: [[JSONPathNode]] = []
            for part in parts {
                let trimmed = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
                union.append(try Self.parseAction("[\(trimmed)]"))
            }
            return [.union(union)]
        }
        if text.count >= 2, text.hasPrefix("'"), text.hasSuffix("'") {
            let name = text.dropFirst().dropLast()
            if !name.contains("'") { return try Self.parseAction(".\(name)") }
        }
        return [.slice(try JSONPathSlice(text))]
    }

    /// Reads from behind `[?(` to behind `)]`.
    private mutating func readFilter() throws(JSONPathFailure) -> JSONPathNode {
        guard let text = scanner.readCondition() else { throw JSONPathFailure("unterminated filter") }
        guard scanner.skip("]") else { throw JSONPathFailure("unclosed array expect ]") }
        let isSign: (Character) -> Bool = { "!<>=".contains($0) }
        let left = text.prefix { !isSign($0) }
        var sign = text.dropFirst(left.count).prefix(while: isSign)
        var right = text.dropFirst(left.count + sign.count)
        if right.isEmpty, sign.count > 1 {
            right = sign.suffix(1)
            sign = sign.dropLast()
        }
        guard !left.isEmpty, !sign.isEmpty, !right.isEmpty else {
            return .filter(try Self.parseAction(text), .exists, [])
        }
        return .filter(
            try Self.parseAction(String(left)),
            JSONPathFilter.Operator(String(sign)),
            try Self.parseAction(String(right))
        )
    }

    /// `U+007B '{'`
    private static func shown(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return scalar.properties.generalCategory == .control ? code : "\(code) '\(scalar)'"
    }
}
