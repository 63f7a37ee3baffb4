import KubeObjects

/// The head of one column of a table.
struct TableColumn: Hashable, Sendable {
    let name: String
    let description: String
    /// `name` marks the column that says which object a row is.
    let format: String
    /// `kubectl` shows the columns above 0 with `-o wide` only.
    let priority: Int64

    init(_ name: String, _ description: String, format: String = "", priority: Int64 = 0) {
        self.name = name
        self.description = description
        self.format = format
        self.priority = priority
    }

    static let name = TableColumn("Name", "The object's name.", format: "name")
    static let age = TableColumn("Age", "How long ago the object was created.")

    /// A column for `-o wide`.
    static func wide(_ name: String, _ description: String) -> TableColumn {
        TableColumn(name, description, priority: 1)
    }

    var json: JSONValue {
        [
            "name": .string(name), "type": "string", "format": .string(format),
            "description": .string(description), "priority": .integer(priority),
        ]
    }
}
