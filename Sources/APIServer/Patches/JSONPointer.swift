/// A place in a JSON document: the names and indices that lead there from the top.
///
/// Source: RFC 6901.
struct JSONPointer: Equatable {
    /// Unescaped. Empty for the whole document.
    var tokens: ArraySlice<String>

    /// - Throws: `PatchError.rejected` for a text that is no pointer: no `/` in front, a `~` without 0 or 1.
    init(_ text: String) throws(PatchError) {
        guard !text.isEmpty else {
            tokens = []
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else { throw .rejected }
        var tokens: [String] = []
        for piece in text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            tokens.append(try Self.unescaped(piece))
        }
        self.tokens = tokens[...]
    }

    /// Whether `other` stands within the value that this pointer points to.
    func strictlyContains(_ other: JSONPointer) -> Bool {
        other.tokens.count > tokens.count && other.tokens.starts(with: tokens)
    }

    private static func unescaped(_ piece: Substring.UnicodeScalarView) throws(PatchError) -> String {
        var token = String.UnicodeScalarView()
        var rest = piece
        while let scalar = rest.popFirst() {
            guard scalar == "~" else {
                token.append(scalar)
                continue
            }
            switch rest.popFirst() {
            case "0": token.append("~")
            case "1": token.append("/")
            default: throw .rejected
            }
        }
        return String(token)
    }
}
