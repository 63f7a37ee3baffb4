extension JSONValue {
    /// The member `name` of an object; nil where there is none, and for everything that is no object.
    package subscript(name: String) -> JSONValue? {
        get {
            guard case .object(let members) = self else { return nil }
            return members[name]
        }
        set {
            guard case .object(var members) = self else { return }
            // The old value must not hold on to the storage while a member of it changes.
            self = .null
            members[name] = newValue
            self = .object(members)
        }
    }

    /// The value at a path of member names.
    package func value(at path: String...) -> JSONValue? {
        var value: JSONValue? = self
        for name in path { value = value?[name] }
        return value
    }

    /// Puts a value at a path of member names, making the objects on the way; nil removes.
    package mutating func set(_ new: JSONValue?, at path: String...) {
        set(new, at: path[...])
    }

    private mutating func set(_ new: JSONValue?, at path: ArraySlice<String>) {
        guard let name = path.first else {
            self = new ?? .null
            return
        }
        if case .object = self {} else { self = .object([:]) }
        guard path.count > 1 else {
            self[name] = new
            return
        }
        if new == nil, self[name] == nil { return }
        var inner = self[name] ?? .object([:])
        self[name] = nil
        inner.set(new, at: path.dropFirst())
        self[name] = inner
    }

    /// The text of a string.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var integer: Int64? {
        if case .integer(let integer) = self { integer } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    package var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The members that are strings, such as labels.
    package var texts: [String: String] { members?.compactMapValues(\.text) ?? [:] }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self = .string(text) }
    package init(integerLiteral integer: Int64) { self = .integer(integer) }
    package init(booleanLiteral bool: Bool) { self = .bool(bool) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(Dictionary(members, uniquingKeysWith: { _, last in last }))
    }
}
