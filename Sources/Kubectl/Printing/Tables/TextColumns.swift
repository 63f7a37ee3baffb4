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
    package mutating func lines(of rows: [[String]]) -> [String] {
        for row in rows {
            for (column, cell) in row.dropLast().enumerated() {
                if column == widths.count { widths.append(Self.leastWidth) }
                widths[column] = max(widths[column], Self.width(of: cell) + Self.padding)
            }
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                guard column < row.count - 1 else { return cell }
                return cell + String(repeating: " ", count: widths[column] - Self.width(of: cell))
            }.joined()
        }
    }

    private static func width(of cell: String) -> Int { cell.unicodeScalars.count }
}
