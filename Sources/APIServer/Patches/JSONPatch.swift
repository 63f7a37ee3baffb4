package import KubeObjects

/// JSON patch: operations one after another, all of them or none.
///
/// Like the API server's it lets a `test` for null pass where an object has no such member.
///
/// Source: RFC 6902; k8s.io/apiserver pkg/endpoints/handlers/patch.go maxJSONPatchOperations.
package enum JSONPatch {
    package static let maximumOperations = 10_000

    /// What `copy` and `move` may take along in one patch, in bytes of JSON, all together. Stops a small patch from
    /// doubling the object again and again. Source: k8s.io/apiserver, the limit of a JSON patch's copies.
    package static let maximumCopiedBytes = 3 << 20

    /// Elements of arrays that may have to move up or down for all operations together: others wait for their writes
    /// meanwhile.
    package static let maximumMoves = 100_000_000

    /// Arrays and objects within each other: no patch makes an object that could not be read back.
    package static let maximumDepth = DocumentLimits.depth

    /// - Throws: `PatchError.malformed` for what is no array of objects, `.tooLarge` beyond the limits above,
    ///   `.rejected` for an operation that does not apply.
    package static func apply(_ patch: JSONValue, to target: JSONValue) throws(PatchError) -> JSONValue {
        guard case .array(let elements) = patch else { throw .malformed("a JSON patch must be an array") }
        guard elements.count <= maximumOperations else { throw .tooLarge }
        var document = target
        var budget = maximumCopiedBytes
        var moves = maximumMoves
        for element in elements {
            let operation = try JSONPatchOperation(element)
            for place in operation.shiftedPlaces { moves -= siblings(of: place, in: document) }
            guard moves >= 0 else { throw .tooLarge }
            try perform(operation, on: &document, budget: &budget)
        }
        return document
    }

    /// How many elements the array has that holds the place; 0 where no array does.
    private static func siblings(of place: JSONPointer, in document: JSONValue) -> Int {
        (try? document.found(at: place.tokens.dropLast()))?.elements?.count ?? 0
    }

    private static func perform(
        _ operation: JSONPatchOperation,
        on document: inout JSONValue,
        budget: inout Int
    ) throws(PatchError) {
        switch operation {
        case .add(let value, let path):
            try checkDepth(value.extent.depth, at: path)
            try document.insert(value, at: path.tokens)
        case .remove(let path):
            _ = try document.remove(at: path.tokens)
        case .replace(let value, let path):
            try checkDepth(value.extent.depth, at: path)
            try document.replace(at: path.tokens, with: value)
        case .move(let source, let path):
            guard !source.strictlyContains(path) else { throw .rejected }
            try spend(try document.found(at: source.tokens), at: path, budget: &budget)
            guard source != path else { return }
            try document.insert(try document.remove(at: source.tokens), at: path.tokens)
        case .copy(let source, let path):
            let value = try document.found(at: source.tokens)
            try spend(value, at: path, budget: &budget)
            try document.insert(value, at: path.tokens)
        case .test(let value, let path):
            guard try holds(value, at: path, in: document) else { throw .rejected }
        }
    }

    private static func holds(
        _ value: JSONValue,
        at path: JSONPointer,
        in document: JSONValue
    ) throws(PatchError) -> Bool {
        if value == .null, let name = path.tokens.last,
            case .object(let members) = try document.found(at: path.tokens.dropLast()), members[name] == nil
        {
            return true
        }
        return try document.found(at: path.tokens).equals(value)
    }

    private static func spend(
        _ value: JSONValue,
        at path: JSONPointer,
        budget: inout Int
    ) throws(PatchError) {
        let extent = value.extent
        try checkDepth(extent.depth, at: path)
        budget -= extent.bytes
        guard budget >= 0 else { throw .tooLarge }
    }

    private static func checkDepth(_ depth: Int, at path: JSONPointer) throws(PatchError) {
        guard path.tokens.count + depth <= maximumDepth else { throw .tooLarge }
    }
}
