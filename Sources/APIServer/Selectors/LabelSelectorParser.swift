/// Reads a label selector: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`, `a>1`, `a<1`, with commas
/// between them.
///
/// Values may be empty, of a list too: `a in (,b)`.
/// Source: k8s.io/apimachinery pkg/labels Parse; the order of the checks decides which text a bad selector gets.
struct LabelSelectorParser {
    private let tokens: [LabelToken]
    private var position = 0

    init(_ text: String) {
        tokens = LabelToken.tokens(of: text)
    }

    mutating func selector() throws(SelectorError) -> [LabelRequirement] {
        var requirements: [LabelRequirement] = []
        guard next != .end else { return requirements }
        guard beginsRequirement else {
            throw .unexpected(found: next.text, expected: "!, identifier, or 'end of string'")
        }
        while true {
            do {
                requirements.append(try requirement())
            } catch {
                throw .requirement(error)
            }
            let token = take()
            if token == .end { return requirements }
            guard token == .comma else {
                throw .unexpected(found: token.text, expected: "',' or 'end of string'")
            }
            guard beginsRequirement else {
                throw .unexpected(found: next.text, expected: "identifier after ','")
            }
        }
    }

    private mutating func requirement() throws(LabelRequirementError) -> LabelRequirement {
        let isNegated = next == .not
        if isNegated { _ = take() }
        let key = try word()
        try LabelRequirement.check(key: key)
        // An operator behind a negated key is the caller's to refuse.
        if isNegated { return LabelRequirement(key: key, relation: .missing) }
        if next == .end || next == .comma { return LabelRequirement(key: key, relation: .exists) }
        return LabelRequirement(key: key, relation: try relation(of: key))
    }

    private mutating func relation(of key: String) throws(LabelRequirementError) -> LabelRequirement.Relation {
        let token = take()
        switch token.text {
        case "in": return .oneOf(try values(of: key))
        case "notin": return .noneOf(try values(of: key))
        case "=", "==": return .oneOf([try value(of: key)])
        case "!=": return .noneOf([try value(of: key)])
        case ">": return .above(try LabelRequirement.bound(try valueText(), of: key))
        case "<": return .below(try LabelRequirement.bound(try valueText(), of: key))
        default: throw .unexpected(found: token.text, expected: "in, notin, =, ==, !=, gt, lt")
        }
    }

    private mutating func value(of key: String) throws(LabelRequirementError) -> String {
        let value = try valueText()
        try LabelRequirement.check(values: [value], of: key)
        return value
    }

    private mutating func valueText() throws(LabelRequirementError) -> String {
        next == .end || next == .comma ? "" : try word()
    }

    private mutating func word() throws(LabelRequirementError) -> String {
        let token = take()
        guard token.isWord else { throw .unexpected(found: token.text, expected: "identifier") }
        return token.text
    }

    /// A list in parentheses, each value once, sorted by bytes. `()` holds the empty value.
    private mutating func values(of key: String) throws(LabelRequirementError) -> [String] {
        let first = take()
        guard first == .open else { throw .noList(found: first.text) }
        guard next.isWord || next == .comma || next == .close else {
            throw .unexpected(found: next.text, expected: "',', ')' or identifier")
        }
        var values: Set<String> = []
        // A value stands between any two of `(`, `,` and `)`, be it the empty one.
        repeat { values.insert(try listedValue()) } while take() == .comma
        let sorted = values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        try LabelRequirement.check(values: sorted, of: key)
        return sorted
    }

    /// Reads a value up to the `,` or `)` behind it, which is left to the caller.
    private mutating func listedValue() throws(LabelRequirementError) -> String {
        if next == .comma || next == .close { return "" }
        let token = take()
        guard token.isWord else { throw .unexpected(found: token.text, expected: "',', or identifier") }
        guard next == .comma || next == .close else {
            throw .unexpected(found: next.text, expected: "',' or ')'")
        }
        return token.text
    }

    private var beginsRequirement: Bool { next.isWord || next == .not }

    private var next: LabelToken { position < tokens.count ? tokens[position] : .end }

    private mutating func take() -> LabelToken {
        let token = next
        position += 1
        return token
    }
}
