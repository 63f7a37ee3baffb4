extension KubeObject {
    /// The object as JSON, every unmodelled field of its document included.
    ///
    /// `metadata` and, for Secrets and ConfigMaps, all fields come from the typed value; what a Pod's or ServiceAccount's
    /// document says beyond `metadata` is taken as it stands there. Values of Secrets are base64 in `data`, as the API
    /// returns them, and no `String` is made of them on the way.
    package func json() -> SecretBytes {
        var writer = JSONWriter(capacity: sizeEstimate)
        write(to: &writer)
        return writer.secretBytes()
    }

    /// Writes the object where a value may stand.
    package func write(to writer: inout JSONWriter) {
        let fields = plainFields
        let maps = valueMaps
        writer.writeObject(Array(fields.keys) + maps.map(\.field)) { writer, name in
            if let map = maps.first(where: { $0.field == name }) {
                writer.writeObject(map.values.keys) { writer, key in
                    guard let value = map.values[key] else { return }
                    if map.isBase64 {
                        writer.write(base64: value)
                    } else {
                        value.withBytes { writer.write(utf8: $0) }
                    }
                }
            } else {
                writer.write(fields[name] ?? .null)
            }
        }
    }

    /// A member that holds values.
    private struct ValueMap {
        var field: String
        var values: [String: SecretBytes]
        var isBase64: Bool
    }

    private var valueMaps: [ValueMap] {
        let maps =
            switch self {
            case .secret(let secret):
                [ValueMap(field: "data", values: secret.data, isBase64: true)]
            case .configMap(let configMap):
                [
                    ValueMap(field: "data", values: configMap.data, isBase64: false),
                    ValueMap(field: "binaryData", values: configMap.binaryData, isBase64: true),
                ]
            case .pod, .serviceAccount: [ValueMap]()
            }
        return maps.filter { !$0.values.isEmpty }
    }

    /// All members that hold no values.
    private var plainFields: [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        if case .object(let document) = document { fields = document }
        fields["apiVersion"] = .string("v1")
        fields["kind"] = .string(kind.rawValue)
        fields["metadata"] = metadata.merged(into: fields["metadata"])
        switch self {
        case .secret(let secret):
            fields["type"] = .string(secret.type)
            fields["immutable"] = secret.immutable.map(JSONValue.bool)
        case .configMap(let configMap):
            fields["immutable"] = configMap.immutable.map(JSONValue.bool)
        case .pod, .serviceAccount:
            break
        }
        return fields
    }

    private var document: JSONValue {
        switch self {
        case .pod(let pod): pod.document
        case .secret(let secret): secret.document
        case .configMap(let configMap): configMap.document
        case .serviceAccount(let account): account.document
        }
    }

    private var sizeEstimate: Int {
        valueMaps.reduce(1024) { size, map in
            map.values.reduce(size) { $0 + $1.key.utf8.count + 8 + Base64.encodedCount($1.value.count) }
        }
    }
}
