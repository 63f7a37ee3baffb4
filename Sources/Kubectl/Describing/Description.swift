/// The text that describes an object, as it grows.
///
/// Source: kubectl pkg/describe PrefixWriter.
struct Description {
    /// Lined up and finished.
    private var finished = ""
    /// Has tabs where columns end.
    private var open = ""
    /// How deep everything lies that is written now.
    var depth = 0

    /// What was written, lined up in columns.
    var text: String { finished + Self.aligned(open) }

    /// - Parameter text: One line or more, or a part of one; tabs end columns. Each level sets its first line in by two
    ///   spaces. What would move a terminal's cursor is escaped.
    mutating func write(_ text: String, level: Int = 0) {
        open += String(repeating: "  ", count: level + depth)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{1B}": open += "^["
            case "\r": open += "\\r"
            default: open.unicodeScalars.append(scalar)
            }
        }
    }

    /// Ends all columns.
    mutating func endColumns() {
        finished += Self.aligned(open)
        open = ""
    }

    /// `Title:  one`, and the others below it; `<none>` where there are none. Deeper levels set the lines in as well as the
    /// title, as kubectl does.
    mutating func writeList(_ title: String, _ lines: [String], level: Int = 0) {
        write("\(title):\t", level: level)
        guard !lines.isEmpty else { return write("<none>\n") }
        for (index, line) in lines.enumerated() {
            if index > 0 { write("\t", level: level) }
            write("\(line)\n", level: level)
        }
    }

    private static func aligned(_ text: String) -> String {
        var writer = TabWriter.plain
        return writer.aligned(text)
    }
}
