import KubeObjects

/// An object of a strategic merge patch, its directives taken apart from the fields it changes.
struct PatchDirectives {
    enum Action: Equatable {
        case merge
        case replace
        case delete

        /// - Throws: `PatchError.malformed` for any other text.
        init(_ directive: JSONValue) throws(PatchError) {
            switch directive.text {
            case "merge": self = .merge
            case "replace": self = .replace
            case "delete": self = .delete
            default: throw .malformed("unknown patch type: $patch must be delete, replace or merge")
            }
        }
    }

    static let actionKey = "$patch"
    private static let retainKey = "$retainKeys"
    private static let orderPrefix = "$setElementOrder/"
    private static let deletionPrefix = "$deleteFromPrimitiveList/"

    var action: Action = .merge
    var changes: [String: JSONValue] = [:]
    /// All other fields go.
    var retainedKeys: Set<String>?
    /// The wanted order of lists, by field.
    var orders: [String: [JSONValue]] = [:]
    /// What goes from lists of plain values, by field.
    var deletions: [String: [JSONValue]] = [:]

    /// - Throws: `PatchError.malformed` for a directive whose argument has the wrong type.
    init(_ patch: [String: JSONValue]) throws(PatchError) {
        for (name, value) in patch {
            if name == Self.actionKey {
                action = try Action(value)
            } else if name == Self.retainKey {
                retainedKeys = Set(try Self.list(value, of: name).compactMap(\.text))
            } else if name.hasPrefix(Self.orderPrefix) {
                orders[String(name.dropFirst(Self.orderPrefix.count))] = try Self.list(value, of: name)
            } else if name.hasPrefix(Self.deletionPrefix) {
                deletions[String(name.dropFirst(Self.deletionPrefix.count))] = try Self.list(value, of: name)
            } else {
                changes[name] = value
            }
        }
    }

    private static func list(_ value: JSONValue, of name: String) throws(PatchError) -> [JSONValue] {
        guard let elements = value.elements else { throw .malformed("\(name) must be an array") }
        return elements
    }
}
