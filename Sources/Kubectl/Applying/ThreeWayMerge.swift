package import APIServer
package import KubeObjects

/// What becomes of an object when a file is applied to it: what the file says, without what the file said last time and
/// says no more, and with everything that others have put there.
///
/// It is what kubectl's strategic merge patch would leave, found without the detour of a patch.
///
/// Source: k8s.io/apimachinery pkg/util/strategicpatch CreateThreeWayMergePatch.
package enum ThreeWayMerge {
    /// - Parameters:
    ///   - original: What was applied last; nil where nobody knows.
    ///   - modified: What the file says.
    ///   - current: What is there.
    ///   - kind: Says which lists have keys.
    /// - Throws: `PatchError.malformed` for a list of the file whose elements lack their key.
    package static func merge(
        original: JSONValue?,
        modified: JSONValue,
        current: JSONValue,
        kind: String
    ) throws(PatchError) -> JSONValue {
        .object(
            try members(
                original?.members ?? [:],
                modified.members ?? [:],
                current.members ?? [:],
                type: SchemaType(kind: kind)
            )
        )
    }

    static func members(
        _ original: [String: JSONValue],
        _ modified: [String: JSONValue],
        _ current: [String: JSONValue],
        type: SchemaType
    ) throws(PatchError) -> [String: JSONValue] {
        var result = current.filter { modified[$0.key] != nil || (original[$0.key] == nil && !type.ownsAllMembers) }
        for (name, value) in modified {
            result[name] = try Self.value(original[name], value, current[name], name: name, rule: type.rule(of: name))
        }
        return result
    }

    /// What a member becomes; nil takes it away.
    private static func value(
        _ original: JSONValue?,
        _ modified: JSONValue,
        _ current: JSONValue?,
        name: String,
        rule: FieldRule
    ) throws(PatchError) -> JSONValue? {
        switch modified {
        case .null: return nil
        case .object(let new):
            return .object(try members(original?.members ?? [:], new, current?.members ?? [:], type: rule.type))
        case .array(let new):
            let list = ThreeWayList(name: name, original: original?.elements ?? [], current: current?.elements ?? [])
            return .array(try list.merged(with: new, rule: rule))
        default: return modified
        }
    }
}

extension SchemaType {
    /// Members that the file does not name go, though others have put them there: a volume has one source.
    ///
    /// Source: the patch strategy `retainKeys` in k8s.io/api core/v1.
    fileprivate var ownsAllMembers: Bool { self == .volume }
}
