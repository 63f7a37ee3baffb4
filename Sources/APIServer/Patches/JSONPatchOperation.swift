import KubeObjects

/// One operation of a JSON patch, its members read and checked.
///
/// Source: RFC 6902 section 4.
enum JSONPatchOperation: Equatable {
    case add(JSONValue, at: JSONPointer)
    case remove(JSONPointer)
    case replace(JSONValue, at: JSONPointer)
    case move(from: JSONPointer, to: JSONPointer)
    case copy(from: JSONPointer, to: JSONPointer)
    case test(JSONValue, at: JSONPointer)

    /// - Throws: `PatchError.malformed` for what is no object, `.rejected` for an unknown operation or a missing
    ///   member.
    init(_ operation: JSONValue) throws(PatchError) {
        guard case .object(let members) = operation else {
            throw .malformed("an operation of a JSON patch must be an object")
        }
        let path = try Self.pointer("path", in: members)
        switch members["op"]?.text {
        case "add": self = .add(try Self.value(in: members), at: path)
        case "remove": self = .remove(path)
        case "replace": self = .replace(try Self.value(in: members), at: path)
        case "move": self = .move(from: try Self.pointer("from", in: members), to: path)
        case "copy": self = .copy(from: try Self.pointer("from", in: members), to: path)
        case "test": self = .test(try Self.value(in: members), at: path)
        default: throw .rejected
        }
    }

    /// Where elements of an array may have to move up or down.
    var shiftedPlaces: [JSONPointer] {
        switch self {
        case .add(_, let place), .remove(let place), .copy(_, let place): [place]
        case .move(let source, let place): [source, place]
        case .replace, .test: []
        }
    }

    private static func pointer(
        _ name: String,
        in members: [String: JSONValue]
    ) throws(PatchError) -> JSONPointer {
        guard let text = members[name]?.text else { throw .rejected }
        return try JSONPointer(text)
    }

    private static func value(in members: [String: JSONValue]) throws(PatchError) -> JSONValue {
        guard let value = members["value"] else { throw .rejected }
        return value
    }
}
