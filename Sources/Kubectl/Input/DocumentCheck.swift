import KubeObjects

/// What kubectl itself complains about in a document, before any server sees it. No text holds a piece of the document.
enum DocumentCheck {
    /// Why a document is no object at all; nil where it is one.
    ///
    /// Source: k8s.io/kubectl pkg/validation, pkg/util/openapi validation.
    static func validationError(_ document: JSONValue) -> String? {
        guard document.members != nil else { return "invalid object to validate" }
        var problems: [String] = []
        for field in ["apiVersion", "kind"] {
            switch document[field] {
            case nil, .null: problems.append("\(field) not set")
            case .string: break
            default: problems.append("\(field) isn't string type")
            }
        }
        guard problems.isEmpty else {
            return problems.count == 1 ? problems[0] : "[\(problems.joined(separator: ", "))]"
        }
        guard document["kind"] == "List" else { return nil }
        guard let items = document["items"]?.elements else { return "invalid object to validate" }
        for item in items {
            if let error = validationError(item) { return error }
        }
        return nil
    }

    /// Why the identity of an object cannot be read; nil where it can.
    ///
    /// Source: Go encoding/json's complaints about `ObjectMeta`, k8s.io/apimachinery unstructured.
    static func decodingError(_ document: JSONValue) -> String? {
        guard document.members != nil else {
            return "json: cannot unmarshal \(word(document)) into Go value of type unstructured.detector"
        }
        guard let kind = document["kind"]?.text, !kind.isEmpty else { return "Object 'Kind' is missing" }
        switch document["metadata"] {
        case nil, .null: return nil
        case .object(let metadata): return metadataError(metadata)
        case .some(let value):
            return "json: cannot unmarshal \(word(value)) into Go struct field metadataOnlyObject.metadata of type "
                + "v1.ObjectMeta"
        }
    }

    private static func metadataError(_ metadata: [String: JSONValue]) -> String? {
        for field in ["name", "generateName", "namespace"] {
            guard let value = metadata[field], value != .null, value.text == nil else { continue }
            return mismatch(value, field, "string")
        }
        for field in ["labels", "annotations"] {
            guard let map = metadata[field], map != .null else { continue }
            guard let members = map.members else { return mismatch(map, field, "map[string]string") }
            if let value = members.values.first(where: { $0 != .null && $0.text == nil }) {
                return mismatch(value, field, "string")
            }
        }
        return nil
    }

    private static func mismatch(_ value: JSONValue, _ field: String, _ type: String) -> String {
        "json: cannot unmarshal \(word(value)) into Go struct field ObjectMeta.metadata.\(field) of type \(type)"
    }

    private static func word(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "bool"
        case .integer, .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
