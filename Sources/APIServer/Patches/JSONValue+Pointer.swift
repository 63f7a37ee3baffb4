import KubeObjects

/// Reading and changing a document at the place that a JSON pointer names. Each throws `PatchError.rejected` where the
/// place is not there. On the way down every value is taken out of its parent and put back, so that a change copies
/// nothing but what it changes.
extension JSONValue {
    /// The value at a place.
    func found(at tokens: ArraySlice<String>) throws(PatchError) -> JSONValue {
        var value = self
        for token in tokens {
            switch value {
            case .object(let members):
                guard let member = members[token] else { throw .rejected }
                value = member
            case .array(let elements):
                value = elements[try Self.index(token, below: elements.count)]
            default:
                throw .rejected
            }
        }
        return value
    }

    /// Adds a member, replacing one of the same name, or an element in front of the one at the index; `-` is the end.
    mutating func insert(_ new: JSONValue, at tokens: ArraySlice<String>) throws(PatchError) {
        try change(at: tokens, whole: new) { (parent, token) throws(PatchError) in
            switch parent {
            case .object:
                parent[token] = new
            case .array(var elements):
                parent = .null
                let index = token == "-" ? elements.count : try Self.index(token, below: elements.count + 1)
                elements.insert(new, at: index)
                parent = .array(elements)
            default:
                throw .rejected
            }
        }
    }

    /// Puts a value in the place of one that is there.
    mutating func replace(at tokens: ArraySlice<String>, with new: JSONValue) throws(PatchError) {
        try change(at: tokens, whole: new) { (parent, token) throws(PatchError) in
            guard parent.members?[token] == nil else {
                parent[token] = new
                return
            }
            guard case .array(var elements) = parent else { throw .rejected }
            parent = .null
            elements[try Self.index(token, below: elements.count)] = new
            parent = .array(elements)
        }
    }

    /// Takes a value out; later elements of an array move up. The whole document cannot be removed.
    mutating func remove(at tokens: ArraySlice<String>) throws(PatchError) -> JSONValue {
        guard !tokens.isEmpty else { throw .rejected }
        var removed: JSONValue?
        try change(at: tokens, whole: .null) { (parent, token) throws(PatchError) in
            switch parent {
            case .object:
                removed = parent[token]
                parent[token] = nil
            case .array(var elements):
                parent = .null
                removed = elements.remove(at: try Self.index(token, below: elements.count))
                parent = .array(elements)
            default: break
            }
        }
        guard let removed else { throw .rejected }
        return removed
    }

    /// Calls `body` with the value that holds the place, and the last token. A place that is the whole document becomes
    /// `whole`. What the document is after an error is undefined: a patch that fails is given up.
    private mutating func change(
        at tokens: ArraySlice<String>,
        whole: JSONValue,
        _ body: (inout JSONValue, String) throws(PatchError) -> Void
    ) throws(PatchError) {
        guard let token = tokens.first else {
            self = whole
            return
        }
        let rest = tokens.dropFirst()
        guard !rest.isEmpty else { return try body(&self, token) }
        switch self {
        case .object(var members):
            self = .null
            guard var inner = members.updateValue(.null, forKey: token) else { throw .rejected }
            try inner.change(at: rest, whole: whole, body)
            members[token] = inner
            self = .object(members)
        case .array(var elements):
            self = .null
            let index = try Self.index(token, below: elements.count)
            var inner = JSONValue.null
            swap(&inner, &elements[index])
            try inner.change(at: rest, whole: whole, body)
            elements[index] = inner
            self = .array(elements)
        default:
            throw .rejected
        }
    }

    /// An array index: digits without a leading zero. Source: RFC 6901 section 4.
    private static func index(_ token: String, below count: Int) throws(PatchError) -> Int {
        guard token.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            token == "0" || token.utf8.first != UInt8(ascii: "0"),
            let index = Int(token), index < count
        else { throw .rejected }
        return index
    }
}
