import KubeObjects

/// One cell of the server's tables.
///
/// Source: k8s.io/cli-runtime pkg/printers tableprinter.go, terminal.go.
enum TableCell {
    /// The cell on one line: cut where the first line ends, and unable to command a terminal. A tab, which in kubectl's
    /// tables begins another cell, is a space.
    static func text(of cell: JSONValue) -> String {
        switch cell {
        case .null: return ""
        case .number(let text): return GoNumber.general(text)
        case .string(let text):
            let line = text.unicodeScalars.prefix { !["\n", "\r", "\u{c}"].contains($0) }
            let shown = String(String.UnicodeScalarView(line.flatMap(shown)))
            return line.endIndex == text.unicodeScalars.endIndex ? shown : "\(shown)..."
        default: return GoJSONWriter.compactText(of: cell)
        }
    }

    private static func shown(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        switch scalar {
        case "\u{1b}": ["^", "["]
        case "\t", "\u{b}": [" "]
        default: [scalar]
        }
    }
}
