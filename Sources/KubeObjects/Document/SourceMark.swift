/// A place in a manifest, for people: both count from 1; the column counts characters.
package struct SourceMark: Hashable, Sendable, Comparable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (left: SourceMark, right: SourceMark) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

extension SourceMark: CustomStringConvertible {
    package var description: String { "\(line):\(column)" }
}
