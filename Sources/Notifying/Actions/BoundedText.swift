import KubeObjects

/// Text from elsewhere, made fit for a log and for status: one line, nothing invisible, of bounded length.
enum BoundedText {
    /// - Parameter limit: In characters.
    static func of(_ text: String, limit: Int = 300) -> String {
        let trimmed = text.split(whereSeparator: \.isNewline).joined(separator: "; ")
        let start = trimmed.unicodeScalars.prefix(limit)
        return String(start).printable + (start.endIndex == trimmed.endIndex ? "" : "…")
    }
}
