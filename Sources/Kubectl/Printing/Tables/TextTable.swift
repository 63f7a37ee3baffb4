package import KubeObjects

/// The server's tables of one resource as kubectl prints them. Page after page, or event after event of a watch: the
/// header comes once, and columns never become narrower.
///
/// kubectl makes a new one for each resource of a command, and puts an empty line before it where something was printed
/// before and there are headers.
///
/// Source: k8s.io/cli-runtime pkg/printers tableprinter.go.
package struct TextTable: Sendable {
    private let options: TextTableOptions
    private var text = TextColumns()
    private var definitions: [JSONValue] = []
    private var hasPrintedHeaders = false

    package init(_ options: TextTableOptions) {
        self.options = options
    }

    /// The lines of `table`, each with its end; empty where the table has no rows.
    ///
    /// - Parameters:
    ///   - table: A `Table`. Without column definitions it has those of the one before it.
    ///   - event: The type of the watch event that it came with, `ADDED`, for a column of its own.
    package mutating func lines(of table: JSONValue, event: String? = nil) -> String {
        if let new = table["columnDefinitions"]?.elements, !new.isEmpty, new != definitions {
            definitions = new
            hasPrintedHeaders = false
        }
        let rows = table["rows"]?.elements ?? []
        guard !rows.isEmpty else { return "" }
        let columns = definitions.indices.filter { options.isWide || definitions[$0]["priority"]?.integer ?? 0 == 0 }
        var lines = rows.map { cells(of: $0, columns, event: event) }
        if options.showsHeaders, !hasPrintedHeaders { lines.insert(headers(columns, event: event), at: 0) }
        hasPrintedHeaders = true
        return text.lines(of: lines).map { "\($0)\n" }.joined()
    }

    private func headers(_ columns: [Int], event: String?) -> [String] {
        var names: [String] = []
        if event != nil { names.append("Event") }
        if options.showsNamespace { names.append("Namespace") }
        names += columns.map { definitions[$0]["name"]?.text ?? "" }
        // The prefix of a label's name says little.
        names += options.labelColumns.map { label in
            label.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        }
        if options.showsLabels { names.append("Labels") }
        return names.map { $0.uppercased() }
    }

    private func cells(of row: JSONValue, _ columns: [Int], event: String?) -> [String] {
        let metadata = row.value(at: "object", "metadata")
        let cells = row["cells"]?.elements ?? []
        var texts: [String] = []
        if let event { texts.append(Self.padded(event)) }
        if options.showsNamespace { texts.append(metadata?["namespace"]?.text ?? "") }
        for column in columns where column < cells.count {
            let text = TableCell.text(of: cells[column])
            texts.append(column == nameColumn && !options.kind.isEmpty ? "\(options.kind)/\(text)" : text)
        }
        let labels = metadata?["labels"]?.texts ?? [:]
        texts += options.labelColumns.map { TableCell.text(of: .string(labels[$0] ?? "")) }
        // What has no metadata has no labels to show, not even none.
        if options.showsLabels { texts.append(metadata == nil ? "" : Self.text(of: labels)) }
        return texts
    }

    private var nameColumn: Int? {
        definitions.firstIndex { $0["format"]?.text == "name" && $0["type"]?.text == "string" }
    }

    private static func text(of labels: [String: String]) -> String {
        guard !labels.isEmpty else { return "<none>" }
        return labels.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { TableCell.text(of: .string("\($0)=\($1)")) }
            .joined(separator: ",")
    }

    /// Types of events have the width of the longest.
    private static func padded(_ event: String) -> String {
        event + String(repeating: " ", count: max(0, "MODIFIED".utf8.count - event.utf8.count))
    }
}
