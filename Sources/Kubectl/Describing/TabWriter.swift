/// Lines up text in columns that end with a tab.
///
/// A column's width is that of its widest cell plus a gap, over the lines in a row that have the column; what stands behind
/// a line's last tab belongs to no column. Widths count Unicode scalars.
/// Source: Go text/tabwriter, and the one of kubectl that remembers widths.
struct TabWriter {
    /// The least width of a column, its gap included.
    private let minimum: Int
    /// Spaces behind the widest cell.
    private let gap: Int
    /// The widths of earlier texts, which later ones keep to; nil where each stands for itself.
    private var remembered: [Int]?

    /// As `describe` has it.
    static let plain = TabWriter(minimum: 0, gap: 2, remembered: nil)
    /// As tables have it, of which more rows may come. Source: k8s.io/cli-runtime pkg/printers GetNewTabWriter.
    static let table = TabWriter(minimum: 6, gap: 3, remembered: [])

    mutating func aligned(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(omittingEmptySubsequences: false) { $0 == "\t" || $0 == "\u{0B}" }.map(String.init)
        }
        var padded = lines
        align(lines, &padded)
        return padded.map { $0.joined() }.joined(separator: "\n")
    }

    /// Pads the cells of each column, one block of lines that have the column after the other, and of each block the columns
    /// right of it first. Not by recursion: a line may have any number of tabs.
    private mutating func align(_ lines: [[String]], _ padded: inout [[String]]) {
        var work = [(column: 0, lines: lines.startIndex..<lines.endIndex)]
        while let (column, range) = work.popLast() {
            guard let first = lines[range].firstIndex(where: { Self.has($0, column) }) else { continue }
            let end = lines[first..<range.upperBound].firstIndex { !Self.has($0, column) } ?? range.upperBound
            let widest = lines[first..<end].map { Self.width($0[column]) }.max() ?? 0
            let width = remember(max(widest + gap, minimum), of: column)
            for line in first..<end {
                padded[line][column] += String(repeating: " ", count: width - Self.width(lines[line][column]))
            }
            if end < range.upperBound { work.append((column, end..<range.upperBound)) }
            work.append((column + 1, first..<end))
        }
    }

    /// - Returns: The width that the column gets.
    private mutating func remember(_ width: Int, of column: Int) -> Int {
        guard var widths = remembered else { return width }
        if widths.count == column { widths.append(width) }
        widths[column] = max(widths[column], width)
        remembered = widths
        return widths[column]
    }

    private static func has(_ line: [String], _ column: Int) -> Bool { column < line.count - 1 }

    private static func width(_ cell: String) -> Int { cell.unicodeScalars.count }
}
