/// What a table for people shows besides the server's columns.
package struct TextTableOptions: Equatable, Sendable {
    /// Columns that the server has marked as less important.
    package var isWide = false
    /// A column of the namespace, the first one.
    package var showsNamespace = false
    /// The kind to put before names, `secret`; empty where there is only one kind.
    package var kind = ""
    /// The labels that have a column of their own.
    package var labelColumns: [String] = []
    /// A column of all labels, the last one.
    package var showsLabels = false
    package var showsHeaders = true

    package init() {}
}
