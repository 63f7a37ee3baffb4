/// Text from a manifest, such as a key or a name, made safe to print: one line, nothing invisible, of bounded length.
enum OneLineText {
    /// In characters. Kubernetes' longest message with its longest name has less than a thousand.
    static let longest = 2048

    /// `text` with what does not print as escapes, cut where it is too long.
    static func of(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ 0x20..<0x7f ~= $0 }) || text.utf8.count > longest else { return text }
        let start = text.unicodeScalars.prefix(longest)
        let shown = String(start).printable
        return start.endIndex == text.endIndex ? shown : shown + "…"
    }
}
