/// What `get` shows, and how.
package struct GetOptions: Sendable {
    package var namespace: String
    package var allNamespaces: Bool
    package var selectors: ObjectSelectors
    /// `yaml`, `jsonpath=…`; nil and `wide`: a table.
    package var output: String?
    package var showsLabels: Bool
    package var labelColumns: [String]
    package var showsHeaders: Bool
    package var showsKind: Bool
    package var showsManagedFields: Bool
    package var ignoresNotFound: Bool
    /// A JSONPath; empty: as the server has them.
    package var sortBy: String
    /// Objects a page of a long list; 0: all at once.
    package var chunkSize: Int
    package var watches: Bool
    /// Each row of a watch with the type of its event.
    package var showsEvents: Bool
    /// What is there already is left out.
    package var watchesOnly: Bool

    package init(
        namespace: String,
        allNamespaces: Bool = false,
        selectors: ObjectSelectors = ObjectSelectors(),
        output: String? = nil,
        showsLabels: Bool = false,
        labelColumns: [String] = [],
        showsHeaders: Bool = true,
        showsKind: Bool = false,
        showsManagedFields: Bool = false,
        ignoresNotFound: Bool = false,
        sortBy: String = "",
        chunkSize: Int = 500,
        watches: Bool = false,
        watchesOnly: Bool = false,
        showsEvents: Bool = false
    ) {
        self.namespace = namespace
        self.allNamespaces = allNamespaces
        self.selectors = selectors
        self.output = output
        self.showsLabels = showsLabels
        self.labelColumns = labelColumns
        self.showsHeaders = showsHeaders
        self.showsKind = showsKind
        self.showsManagedFields = showsManagedFields
        self.ignoresNotFound = ignoresNotFound
        self.sortBy = sortBy
        self.chunkSize = chunkSize
        self.watches = watches || watchesOnly
        self.watchesOnly = watchesOnly
        self.showsEvents = showsEvents
    }

    package var isTable: Bool { output == nil || output == "" || output == "wide" }
}
