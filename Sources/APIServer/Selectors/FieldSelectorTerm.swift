/// One term of a field selector as it is written, `name=value` or `name!=value`.
///
/// Source: k8s.io/apimachinery pkg/fields ParseSelector, UnescapeValue.
struct FieldSelectorTerm: Hashable, Sendable {
    let name: String
    let isEqual: Bool
    let value: String

    /// The terms of a selector, sorted by bytes; empty ones are left out. A backslash keeps a comma inside its term.
    static func terms(of selector: String) throws(SelectorError) -> [FieldSelectorTerm] {
        var terms: [FieldSelectorTerm] = []
        // Sorted first: of several bad terms, Kubernetes names the first in this order.
        for text in split(selector).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !text.isEmpty {
            terms.append(try FieldSelectorTerm(text, of: selector))
        }
        return terms
    }

    private init(_ text: String, of selector: String) throws(SelectorError) {
        let scalars = text.unicodeScalars
        var position = scalars.startIndex
        while position < scalars.endIndex {
            let rest = scalars[position...]
            if let symbol = ["!=", "==", "="].first(where: { rest.starts(with: $0.unicodeScalars) }) {
                name = String(scalars[..<position])
                isEqual = symbol != "!="
                value = try Self.unescaped(rest.dropFirst(symbol.unicodeScalars.count))
                return
            }
            position = scalars.index(after: position)
        }
        throw .notUnderstood(term: text, selector: selector)
    }

    private static func split(_ selector: String) -> [String] {
        var terms = [""]
        var isEscaped = false
        for scalar in selector.unicodeScalars {
            if scalar == ",", !isEscaped {
                terms.append("")
                continue
            }
            isEscaped = scalar == "\\" && !isEscaped
            terms[terms.count - 1].unicodeScalars.append(scalar)
        }
        return terms
    }

    private static func unescaped(_ text: Substring.UnicodeScalarView) throws(SelectorError) -> String {
        var value = ""
        var isEscaped = false
        for scalar in text {
            switch scalar {
            case "\\", ",", "=":
                if !isEscaped, scalar != "\\" { throw .unescaped(scalar) }
                if isEscaped { value.unicodeScalars.append(scalar) }
                isEscaped = !isEscaped
            default:
                if isEscaped { throw .badEscape("\\\(scalar)") }
                value.unicodeScalars.append(scalar)
            }
        }
        if isEscaped { throw .badEscape("\\") }
        return value
    }
}
