import KubeObjects

/// Gives the fields that client-side apply owns to server-side apply, which takes away what a file no longer names only if
/// nobody else owns it.
///
/// Source: k8s.io/client-go util/csaupgrade.
enum OwnerMigration {
    static func hasEntry(_ object: JSONValue, of manager: String, by operation: String) -> Bool {
        entries(of: object).contains { isEntry($0, of: manager, by: operation) }
    }

    /// A JSON patch, good for this state of the object alone; nil where `from` owns nothing.
    static func patch(of object: JSONValue, from old: String, to new: String) -> JSONValue? {
        let entries = entries(of: object)
        let given = entries.filter { isEntry($0, of: old, by: "Update") }
        guard let first = given.first else { return nil }
        var rest = entries.filter { !isEntry($0, of: old, by: "Update") }
        let fields = given.map { $0["fieldsV1"] ?? [:] }
        if let place = rest.firstIndex(where: { isEntry($0, of: new, by: "Apply") }) {
            rest[place]["fieldsV1"] = fields.reduce(rest[place]["fieldsV1"] ?? [:], union)
        } else {
            var entry = first
            entry["manager"] = .string(new)
            entry["operation"] = "Apply"
            entry["fieldsV1"] = fields.reduce([:], union)
            rest.append(entry)
        }
        return [
            ["op": "replace", "path": "/metadata/managedFields", "value": .array(rest)],
            [
                "op": "replace", "path": "/metadata/resourceVersion",
                "value": object.value(at: "metadata", "resourceVersion") ?? "",
            ],
        ]
    }

    private static func entries(of object: JSONValue) -> [JSONValue] {
        object.value(at: "metadata", "managedFields")?.elements ?? []
    }

    private static func isEntry(_ entry: JSONValue, of manager: String, by operation: String) -> Bool {
        entry["manager"]?.text == manager && entry["operation"]?.text == operation && entry["subresource"] == nil
    }

    private static func union(_ left: JSONValue, _ right: JSONValue) -> JSONValue {
        .object((left.members ?? [:]).merging(right.members ?? [:], uniquingKeysWith: union))
    }
}
