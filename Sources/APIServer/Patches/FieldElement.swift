import KubeObjects

/// One step of a path to a field, as `fieldsV1` writes it: `f:name` for a member, `k:{"name":"x"}` for an element of a
/// list told apart by keys, `v:"x"` for an element of a set, `i:0` for an index.
///
/// Source: sigs.k8s.io/structured-merge-diff fieldpath/serialize-pe.go.
struct FieldElement: Hashable, Sendable {
    /// The notation itself, so that what others wrote comes back as it was.
    let notation: String

    init(notation: String) { self.notation = notation }

    static func member(_ name: String) -> FieldElement { FieldElement(notation: "f:\(name)") }

    /// The step to an element of a list; nil for an element that lacks a key or is not of the kind that the list holds,
    /// and for lists whose elements have no owners of their own.
    init?(of element: JSONValue, in ownership: FieldRule.Ownership) {
        switch ownership {
        case .map(let keys, let defaults):
            var identity: [String: JSONValue] = [:]
            for key in keys {
                guard let value = element[key] ?? defaults[key].map(JSONValue.string), value.isPlain else { return nil }
                identity[key] = value
            }
            notation = "k:\(JSONValue.object(identity).jsonText)"
        case .set:
            guard element.isPlain else { return nil }
            notation = "v:\(element.jsonText)"
        case .granular, .atomic:
            return nil
        }
    }

    /// The name of a member; nil for elements of lists.
    var memberName: String? {
        notation.hasPrefix("f:") ? String(notation.dropFirst(2)) : nil
    }

    /// The step as messages write it: `.name`, `[name="x"]`, `[="x"]`, `[0]`.
    var shown: String {
        let rest = String(notation.dropFirst(2))
        if notation.hasPrefix("f:") { return ".\(rest)" }
        if notation.hasPrefix("v:") { return "[=\(rest)]" }
        guard notation.hasPrefix("k:"), let keys = JSONValue(jsonText: rest)?.members else { return "[\(rest)]" }
        let pairs = keys.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.jsonText)" }
        return "[\(pairs.joined(separator: ","))]"
    }
}

extension JSONValue {
    fileprivate var isPlain: Bool {
        switch self {
        case .bool, .integer, .number, .string: true
        case .null, .array, .object: false
        }
    }

    fileprivate var jsonText: String { String(decoding: JSONWriter.bytes(of: self), as: UTF8.self) }

    fileprivate init?(jsonText: String) {
        guard let value = try? Array(jsonText.utf8).withUnsafeBytes({ try JSONValue(parsing: $0) }) else { return nil }
        self = value
    }
}
