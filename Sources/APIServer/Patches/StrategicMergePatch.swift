package import KubeObjects

/// Strategic merge patch: a merge patch that knows by which member the elements of Kubernetes' lists are told apart,
/// and obeys the directives `$patch`, `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…`.
///
/// Kinds that are not known are merged with all lists replaced.
///
/// Source: k8s.io/apimachinery pkg/util/strategicpatch.
package enum StrategicMergePatch {
    /// - Throws: `PatchError.malformed`.
    package static func apply(
        _ patch: JSONValue,
        to target: JSONValue,
        kind: String
    ) throws(PatchError) -> JSONValue {
        guard case .object(let changes) = patch else { throw .malformed("a patch must be an object") }
        return .object(try merge(changes, into: target.members ?? [:], type: SchemaType(kind: kind)))
    }

    /// Merges a patch into an object. `$patch: delete` leaves it empty, as upstream does.
    static func merge(
        _ patch: [String: JSONValue],
        into old: [String: JSONValue],
        type: SchemaType
    ) throws(PatchError) -> [String: JSONValue] {
        let patch = try PatchDirectives(patch)
        guard patch.action != .delete else { return [:] }
        var members = patch.action == .replace ? [:] : old
        if let retained = patch.retainedKeys {
            guard patch.changes.allSatisfy({ $0.value == .null || retained.contains($0.key) }) else {
                throw .malformed("$retainKeys must name every field that the patch sets")
            }
            members = members.filter { retained.contains($0.key) }
        }
        for (name, deletions) in patch.deletions {
            guard case .array(let elements) = members[name] else { continue }
            let deleted = Set(deletions)
            members[name] = .array(elements.filter { !deleted.contains($0) })
        }
        for (name, change) in patch.changes where patch.orders[name] == nil || change.elements == nil {
            members[name] = try merge(change, into: members[name], name: name, rule: type.rule(of: name))
        }
        for (name, order) in patch.orders {
            let change = patch.changes[name]
            guard change == nil || change?.elements != nil else { continue }
            guard change != nil || members[name]?.elements != nil else { continue }
            let list = ListMerge(name: name, rule: type.rule(of: name), old: members[name]?.elements ?? [])
            members[name] = .array(try list.merging(change?.elements ?? [], order: order))
        }
        return members
    }

    /// What a field becomes; nil takes it away.
    private static func merge(
        _ change: JSONValue,
        into old: JSONValue?,
        name: String,
        rule: FieldRule
    ) throws(PatchError) -> JSONValue? {
        switch change {
        case .null:
            return nil
        case .object(let patch):
            return .object(try merge(patch, into: old?.members ?? [:], type: rule.type))
        case .array(let elements):
            let list = ListMerge(name: name, rule: rule, old: old?.elements ?? [])
            return .array(try list.merging(elements, order: nil))
        default:
            return change
        }
    }
}
