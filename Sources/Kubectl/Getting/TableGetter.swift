import APIServer
import KubeObjects

/// `get` for people: the server's tables.
package struct TableGetter {
    private let client: APIClient
    private let options: GetOptions
    /// Returns false where nobody reads any more.
    private let print: (String) -> Bool
    private let warn: (String) -> Void

    /// - Parameters:
    ///   - print: Gets what is to be printed, with its line ends.
    ///   - warn: Gets what there is to say beside it.
    package init(
        _ client: APIClient,
        _ options: GetOptions,
        print: @escaping (String) -> Bool,
        warn: @escaping (String) -> Void
    ) {
        self.client = client
        self.options = options
        self.print = print
        self.warn = warn
    }

    /// Prints the tables of all targets, page by page as they come.
    ///
    /// - Throws: What went wrong with some of them, when the others are printed.
    package func run(_ targets: [GetTarget]) async throws {
        var failures = ObjectFailures()
        var table: (resource: Resource, text: TextTable)?
        var hasPrinted = false
        let isMixed = try await isMixed(targets)
        for target in targets {
            var text = table.flatMap { $0.resource == target.resource ? $0.text : nil }
            let isNew = text == nil
            var separator = isNew && hasPrinted && options.showsHeaders ? "\n" : ""
            do {
                var rows = text ?? TextTable(tableOptions(target.resource, isMixed: isMixed))
                try await fetch(target) { page in
                    let lines = rows.lines(of: page)
                    guard !lines.isEmpty else { return }
                    _ = print(separator + lines)
                    separator = ""
                    hasPrinted = true
                }
                text = rows
            } catch let error as ClientError {
                try failures.note(error, of: target, options)
            }
            if let text { table = (target.resource, text) }
        }
        if let error = failures.error() { throw error }
        guard !hasPrinted, !options.ignoresNotFound else { return }
        let isInNamespace = !options.allNamespaces && targets.allSatisfy(\.resource.isNamespaced)
        warn("No resources found" + (isInNamespace ? " in \(options.namespace) namespace." : ""))
    }

    /// Whether objects of several kinds are shown. Of those that are named, the ones that are there count.
    private func isMixed(_ targets: [GetTarget]) async throws -> Bool {
        guard Set(targets.map(\.resource)).count > 1 else { return false }
        var found: Set<Resource> = []
        for target in targets where !found.contains(target.resource) {
            guard let name = target.name else {
                found.insert(target.resource)
                continue
            }
            do throws(ClientError) {
                _ = try await client.object(target, name: name, form: .table)
                found.insert(target.resource)
            } catch {
                // Told where its row would be.
            }
        }
        return found.count > 1
    }

    /// Prints what is there, and then a row for each change.
    package func watch(_ target: GetTarget) async throws {
        var table = TextTable(tableOptions(target.resource, isMixed: false))
        if !options.sortBy.isEmpty {
            warn("warning: --watch requested, --sort-by will be ignored for watch events received")
        }
        var revision = "0"
        do {
            try await fetch(target, ofWatch: true) { page in
                revision = page.revision ?? revision
                if !options.watchesOnly { _ = print(table.lines(of: page, event: options.showsEvents ? "ADDED" : nil)) }
            }
        } catch let error as ClientError {
            throw KubectlError(error, context: target.context(options.selectors))
        }
        let watch = ObjectWatch(client: client, target: target, options: options, form: .table)
        try await watch.run(after: revision) { type, rows in
            return print(table.lines(of: rows, event: options.showsEvents ? type : nil))
        }
    }

    /// Hands over the target's tables; what is to be sorted comes as one.
    private func fetch(
        _ target: GetTarget,
        ofWatch: Bool = false,
        receive: (JSONValue) throws -> Void
    ) async throws {
        let order = options.sortBy.isEmpty ? nil : try ObjectOrder(options.sortBy)
        let query = order == nil ? [] : [("includeObject", "Object")]
        if let name = target.name {
            return try receive(try await client.object(target, name: name, form: .table, query: query))
        }
        try await client.pages(
            of: target.resource,
            namespace: options.allNamespaces ? nil : target.namespace,
            selectors: options.selectors,
            form: .table,
            limit: order == nil && !ofWatch ? options.chunkSize : 0,
            query: query
        ) { page in
            guard let order else { return try receive(page) }
            var page = page
            let rows = page["rows"]?.elements ?? []
            page["rows"] = .array(try order.sorted(rows) { $0["object"] ?? .null })
            try receive(page)
        }
    }

    private func tableOptions(_ resource: Resource, isMixed: Bool) -> TextTableOptions {
        var table = TextTableOptions()
        table.isWide = options.output == "wide"
        table.showsNamespace = options.allNamespaces && resource.isNamespaced
        table.kind = isMixed || options.showsKind ? resource.singular : ""
        table.labelColumns = options.labelColumns
        table.showsLabels = options.showsLabels
        table.showsHeaders = options.showsHeaders
        return table
    }
}
