import KubeObjects

extension JSONValue {
    /// The size of the value: about its bytes as JSON, escapes not counted, and its arrays and objects within each
    /// other.
    var extent: (bytes: Int, depth: Int) {
        switch self {
        case .null, .bool: return (5, 0)
        case .integer: return (20, 0)
        case .number(let text), .string(let text): return (text.utf8.count + 2, 0)
        case .array(let elements):
            var (bytes, depth) = (2, 0)
            for element in elements {
                let inner = element.extent
                bytes += inner.bytes + 1
                depth = max(depth, inner.depth)
            }
            return (bytes, depth + 1)
        case .object(let members):
            var (bytes, depth) = (2, 0)
            for (name, member) in members {
                let inner = member.extent
                bytes += name.utf8.count + inner.bytes + 4
                depth = max(depth, inner.depth)
            }
            return (bytes, depth + 1)
        }
    }
}
