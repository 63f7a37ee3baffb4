import KubeObjects

/// Compares an object with the schema of its kind: fields that the kind does not have, and values of another type.
struct FieldCheck {
    /// Paths as Kubernetes names them: `data`, `metadata.foo`, `spec.containers[0].imag`. Sorted, and not more than 100.
    private(set) var unknown: [String] = []
    /// Go's text for the first value of another type.
    private(set) var typeError: String?

    private let kind: String
    /// Source: sigs.k8s.io/json, the limit of strict errors.
    private static let maximumUnknown = 100
    /// Deeper is nothing that a kind has.
    private static let maximumDepth = 64
    private static let schemas = Dictionary(Schema.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    private static let kinds = Dictionary(
        Schema.all.compactMap { schema in schema.kind.map { ($0, schema) } },
        uniquingKeysWith: { first, _ in first }
    )

    init(_ object: JSONValue, kind: String) {
        self.kind = kind
        guard let schema = Self.kinds[kind] else { return }
        check(object, schema, at: "", depth: 0)
        unknown = Array(unknown.sorted().prefix(Self.maximumUnknown))
    }

    private mutating func check(_ value: JSONValue, _ schema: Schema, at path: String, depth: Int) {
        guard value != .null, depth < Self.maximumDepth else { return }
        switch schema.content {
        case .open: return
        case .text:
            // Times are texts; quantities may be numbers.
            if value.text == nil, schema.name != SchemaName.quantity { mismatch(value, "string", at: path) }
        case .members(let fields):
            guard let members = value.members else { return mismatch(value, "object", at: path) }
            for (name, member) in members {
                let inner = path.isEmpty ? name : "\(path).\(name)"
                if let field = fields.first(where: { $0.name == name }) {
                    check(member, field.type, at: inner, depth: depth + 1)
                } else {
                    unknown.append(inner.printable)
                }
            }
        }
    }

    private mutating func check(_ value: JSONValue, _ type: FieldType, at path: String, depth: Int) {
        guard value != .null else { return }
        switch type {
        case .open: return
        case .text: if value.text == nil { mismatch(value, "string", at: path) }
        case .bytes: if value.text == nil { mismatch(value, "[]uint8", at: path) }
        case .boolean: if value.bool == nil { mismatch(value, "bool", at: path) }
        case .int32:
            if value.integer.flatMap(Int32.init(exactly:)) == nil { mismatch(value, "int32", at: path) }
        case .int64: if value.integer == nil { mismatch(value, "int64", at: path) }
        case .list(let element):
            guard let elements = value.elements else { return mismatch(value, "[]\(Self.goName(element))", at: path) }
            for (index, inner) in elements.enumerated() {
                check(inner, element, at: "\(path)[\(index)]", depth: depth + 1)
            }
        case .map(let element):
            guard let members = value.members else {
                return mismatch(value, "map[string]\(Self.goName(element))", at: path)
            }
            for member in members.values { check(member, element, at: path, depth: depth + 1) }
        case .reference(let name):
            if let schema = Self.schemas[name] { check(value, schema, at: path, depth: depth) }
        }
    }

    private mutating func mismatch(_ value: JSONValue, _ type: String, at path: String) {
        guard typeError == nil else { return }
        typeError =
            "json: cannot unmarshal \(Self.goName(value)) into Go struct field \(kind).\(path) of type \(type)"
            .printable
    }

    private static func goName(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "bool"
        case .integer, .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    private static func goName(_ type: FieldType) -> String {
        switch type {
        case .text: "string"
        case .bytes: "[]uint8"
        case .boolean: "bool"
        case .int32: "int32"
        case .int64: "int64"
        case .list(let element): "[]\(goName(element))"
        case .map(let element): "map[string]\(goName(element))"
        case .reference(let name): name.split(separator: ".").last.map { "v1.\($0)" } ?? name
        case .open: "object"
        }
    }
}
