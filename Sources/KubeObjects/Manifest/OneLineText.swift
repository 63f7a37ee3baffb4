/// Text from a manifest, such as a key or a name, made safe to print: one line, nothing invisible, of bounded length.
enum OneLineText {
    /// In characters. Kubernetes' longest message with its longest name has less than a thousand.
    static let longest = 2048

    /// `text` with control and format characters as `\u{…}` escapes, cut where it is too long.
    static func of(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ 0x20..<0x7f ~= $0 }) || text.utf8.count > longest else { return text }
        var result = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            guard index < longest else { return result + "…" }
            if isHarmless(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }
}
