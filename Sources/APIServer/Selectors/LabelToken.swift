/// A word or a symbol of a label selector.
struct LabelToken: Hashable, Sendable {
    let text: String
    let isSymbol: Bool

    static let end = LabelToken(symbol: "")
    static let open = LabelToken(symbol: "(")
    static let close = LabelToken(symbol: ")")
    static let comma = LabelToken(symbol: ",")
    static let not = LabelToken(symbol: "!")

    init(word: String) {
        text = word
        isSymbol = false
    }

    private init(symbol: String) {
        text = symbol
        isSymbol = true
    }

    var isWord: Bool { !isSymbol }

    /// The tokens of a selector, the last of them `end`. `in` and `notin` are words: their place makes them operators.
    static func tokens(of selector: String) -> [LabelToken] {
        var tokens: [LabelToken] = []
        // By scalars: a line break of two is one `Character`.
        var rest = Substring(selector).unicodeScalars
        while let first = rest.first {
            if isSpace(first) {
                rest.removeFirst()
            } else if isSpecial(first) {
                let symbol = symbols.first { rest.starts(with: $0.unicodeScalars) } ?? String(first)
                tokens.append(LabelToken(symbol: symbol))
                rest.removeFirst(symbol.unicodeScalars.count)
            } else {
                let word = rest.prefix { !isSpace($0) && !isSpecial($0) }
                tokens.append(LabelToken(word: String(word)))
                rest = rest[word.endIndex...]
            }
        }
        return tokens + [.end]
    }

    /// The symbols of two characters, which win over those of one.
    private static let symbols = ["==", "!="]

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\r", "\n": true
        default: false
        }
    }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "!", "(", ")", ",", ">", "<": true
        default: false
        }
    }
}
