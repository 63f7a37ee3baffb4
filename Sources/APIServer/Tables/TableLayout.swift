import KubeObjects

/// The columns of a resource's table, and how an object becomes a row of them.
///
/// Source: k8s.io/kubernetes pkg/printers/internalversion; the columns are those of a real server.
struct TableLayout: Sendable {
    let columns: [TableColumn]
    /// The cells of an object, one a column, at a time in seconds since 1970. Reads no value of a Secret.
    let cells: @Sendable (_ object: JSONValue, _ now: Int64) -> [JSONValue]

    /// - Parameter resource: The plural name. One that has no table of its own is shown with name and age.
    static func of(_ resource: String) -> TableLayout {
        switch resource {
        case "secrets": secrets
        case "configmaps": configMaps
        case "namespaces": namespaces
        case "pods": PodRow.layout
        case "nodes": NodeRow.layout
        case "events": EventRow.layout
        default: plain
        }
    }

    private static let plain = TableLayout(columns: [.name, .age]) { object, now in
        [name(of: object), age(of: object, now)]
    }

    private static let secrets = TableLayout(
        columns: [
            .name, TableColumn("Type", "The type of the data."), TableColumn("Data", "The number of keys."), .age,
        ]
    ) { secret, now in
        let type = secret["type"]?.text ?? ""
        return [name(of: secret), .string(type), .integer(count(secret["data"])), age(of: secret, now)]
    }

    private static let configMaps = TableLayout(
        columns: [.name, TableColumn("Data", "The number of keys, of text and of bytes."), .age]
    ) { map, now in
        let keys = count(map["data"]) + count(map["binaryData"])
        return [name(of: map), .integer(keys), age(of: map, now)]
    }

    private static let namespaces = TableLayout(
        columns: [.name, TableColumn("Status", "The phase of the namespace's life."), .age]
    ) { namespace, now in
        let phase = namespace.value(at: "status", "phase")?.text ?? ""
        return [name(of: namespace), .string(phase), age(of: namespace, now)]
    }

    static func name(of object: JSONValue) -> JSONValue {
        .string(object.value(at: "metadata", "name")?.text ?? "")
    }

    static func age(of object: JSONValue, _ now: Int64) -> JSONValue {
        .string(age(since: object.value(at: "metadata", "creationTimestamp"), now))
    }

    /// How long ago a timestamp was; `<unknown>` where there is none.
    static func age(since timestamp: JSONValue?, _ now: Int64) -> String {
        guard let time = timestamp?.text.flatMap(Timestamp.parse) else { return "<unknown>" }
        return HumanDuration.text(seconds: now - time)
    }

    private static func count(_ map: JSONValue?) -> Int64 { Int64(map?.members?.count ?? 0) }
}
