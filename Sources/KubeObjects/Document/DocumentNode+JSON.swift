extension DocumentNode {
    /// The value without its places.
    package var json: JSONValue {
        switch value {
        case .null: .null
        case .bool(let bool): .bool(bool)
        case .integer(let integer): .integer(integer)
        case .number(let text): .number(text)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.json))
        case .object: json(without: [])
        }
    }

    /// The value without its places and without the members named `fields`.
    func json(without fields: [String]) -> JSONValue {
        guard case .object(let members) = value else { return json }
        var object: [String: JSONValue] = [:]
        object.reserveCapacity(members.count)
        for member in members where !fields.contains(member.key) { object[member.key] = member.value.json }
        return .object(object)
    }
}
