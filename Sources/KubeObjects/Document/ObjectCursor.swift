/// One object of a document on its way to a typed value.
///
/// Every reader returns the field's default where the field is absent or null, as Kubernetes does; where it has the wrong
/// type too, and then the log knows.
package struct ObjectCursor {
    let members: [DocumentNode.Member]
    package let mark: SourceMark
    /// The field that the object stands in; empty for the document itself.
    let path: String
    let log: DecodingLog

    /// The document's own object; an empty one, and an error in the log, if `node` is no object.
    package init(_ node: DocumentNode, path: String = "", log: DecodingLog) {
        self.path = path
        self.log = log
        mark = node.mark
        switch node.value {
        case .object(let members):
            self.members = members
        case .null:
            members = []
        default:
            members = []
            log.typeError(path, expected: "object", found: node)
        }
    }

    /// Of all members, in the order in which they stand there.
    package var names: [String] { members.map(\.key) }

    package func path(of field: String) -> String { path.isEmpty ? field : "\(path).\(field)" }

    /// The value of `field`; nil where it is absent or null.
    package func node(_ field: String) -> DocumentNode? {
        guard let node = members.first(where: { $0.key == field })?.value else { return nil }
        if case .null = node.value { return nil }
        return node
    }

    package func string(_ field: String) -> String? {
        guard let node = node(field) else { return nil }
        if case .string(let text) = node.value { return text }
        log.typeError(path(of: field), expected: "string", found: node)
        return nil
    }

    package func boolean(_ field: String) -> Bool? {
        guard let node = node(field) else { return nil }
        if case .bool(let bool) = node.value { return bool }
        log.typeError(path(of: field), expected: "boolean", found: node)
        return nil
    }

    package func integer(_ field: String) -> Int64? {
        guard let node = node(field) else { return nil }
        if case .integer(let integer) = node.value { return integer }
        log.typeError(path(of: field), expected: "integer", found: node)
        return nil
    }

    package func object(_ field: String) -> ObjectCursor? {
        node(field).map { ObjectCursor($0, path: path(of: field), log: log) }
    }

    /// The elements of an array of objects. One that is null or no object becomes an empty object, so that the indexes of
    /// the others stay true.
    package func objects(_ field: String) -> [ObjectCursor] {
        elements(field).enumerated().map { index, element in
            ObjectCursor(element, path: "\(path(of: field))[\(index)]", log: log)
        }
    }

    package func strings(_ field: String) -> [String] {
        elements(field).enumerated().compactMap { index, element in
            switch element.value {
            case .string(let text): return text
            case .null: return ""
            default:
                log.typeError("\(path(of: field))[\(index)]", expected: "string", found: element)
                return nil
            }
        }
    }

    package func integers(_ field: String) -> [Int64] {
        elements(field).enumerated().compactMap { index, element in
            if case .integer(let integer) = element.value { return integer }
            log.typeError("\(path(of: field))[\(index)]", expected: "integer", found: element)
            return nil
        }
    }

    /// A map of strings, such as labels. A null value is an empty string.
    func stringMap(_ field: String) -> [String: String] {
        map(field) { node in
            switch node.value {
            case .string(let text): text
            case .null: ""
            default: nil
            }
        }
    }

    /// A quantity as written; Kubernetes takes a number for one too.
    package func quantity(_ field: String) -> String? {
        guard let node = node(field) else { return nil }
        if let text = Self.quantity(node) { return text }
        log.typeError(path(of: field), expected: "string", found: node)
        return nil
    }

    /// A map of quantities, such as limits.
    func quantityMap(_ field: String) -> [String: String] {
        map(field, Self.quantity)
    }

    /// Warns of every member that is not in `known`: most likely a misspelt field.
    package func warnOfFields(otherThan known: [String]) {
        for member in members where !known.contains(member.key) {
            log.warnOfUnknown(member, at: path)
        }
    }

    private func elements(_ field: String) -> [DocumentNode] {
        guard let node = node(field) else { return [] }
        if case .array(let elements) = node.value { return elements }
        log.typeError(path(of: field), expected: "array", found: node)
        return []
    }

    private func map(_ field: String, _ read: (DocumentNode) -> String?) -> [String: String] {
        guard let map = object(field) else { return [:] }
        var result: [String: String] = [:]
        for member in map.members {
            if let text = read(member.value) {
                result[member.key] = text
            } else {
                log.typeError(map.path, key: member.key, expected: "string", found: member.value)
            }
        }
        return result
    }

    private static func quantity(_ node: DocumentNode) -> String? {
        switch node.value {
        case .string(let text), .number(let text): text
        case .integer(let integer): "\(integer)"
        default: nil
        }
    }
}

extension DocumentNode.Value {
    /// What JSON calls the type.
    var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
