extension ObjectMeta {
    /// `metadata` of a document with the fields of this value put in; the others stay.
    func merged(into document: JSONValue?) -> JSONValue {
        var fields: [String: JSONValue] = [:]
        if case .object(let present) = document { fields = present }
        func put(_ name: String, _ text: String) {
            fields[name] = text.isEmpty ? nil : .string(text)
        }
        func put(_ name: String, _ map: [String: String]) {
            if map.isEmpty, fields[name] != nil {
                if case .object = fields[name] { fields[name] = .object([:]) }
            } else if !map.isEmpty {
                fields[name] = .object(map.mapValues(JSONValue.string))
            }
        }
        put("name", name)
        put("generateName", generateName)
        put("namespace", namespace)
        put("uid", uid)
        put("resourceVersion", resourceVersion)
        put("labels", labels)
        put("annotations", annotations)
        return .object(fields)
    }
}
