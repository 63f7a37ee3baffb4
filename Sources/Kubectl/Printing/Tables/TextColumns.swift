/// Rows of cells as lines of text, each column as wide as its widest cell so far and three spaces more.
///
/// Source: k8s.io/cli-runtime pkg/printers tabwriter.go; github.com/liggitt/tabwriter with remembered widths.
package struct TextColumns: Sendable {
    private static let padding = 3
    /// Of a column, its padding included.
    private static let leastWidth = 6

    private var widths: [Int] = []

    package init() {}

    /// The lines, without their ends. The last cell of a row is not padded; empty ones at its end leave spaces there.
    ///
    /// Columns never become narrower from one call to the next.
    ///
    /// - Parameter paint: What a cell of a row and column looks like; it takes no more room than its text.
    package mutating func lines(
        of rows: [[String]],
        paint: (_ row: Int, _ column: Int, _ text: String) -> String = { _, _, text in text }
    ) -> [String] {
        for row in rows {
            for (column, cell) in row.dropLast().enumerated() {
                if column == widths.count { widths.append(Self.leastWidth) }
                widths[column] = max(widths[column], Self.width(of: cell) + Self.padding)
            }
        }
        return rows.enumerated().map { number, row in
            row.enumerated().map { column, cell in
                let shown = paint(number, column, cell)
                guard column < row.count - 1 else { return shown }
                return shown + String(repeating: " ", count: widths[column] - Self.width(of: cell))
            }.joined()
        }
    }

    /// As `lines`, without spaces at their ends.
    package mutating func trimmedLines(
        of rows: [[String]],
        paint: (_ row: Int, _ column: Int, _ text: String) -> String = { _, _, text in text }
    ) -> [String] {
        lines(of: rows, paint: paint).map { line in
            let end = line.unicodeScalars.lastIndex { $0 != " " }
            return end.map { String(line.unicodeScalars[...$0]) } ?? ""
        }
    }

    private static func width(of cell: String) -> Int { cell.unicodeScalars.count }
}
