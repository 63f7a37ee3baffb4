package import KubeObjects

/// JSON merge patch: objects are merged, null removes, everything else replaces.
///
/// Source: RFC 7386.
package enum MergePatch {
    package static func apply(_ patch: JSONValue, to target: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var members = target.members ?? [:]
        for (name, change) in changes {
            if case .null = change {
                members[name] = nil
            } else {
                members[name] = apply(change, to: members[name] ?? .null)
            }
        }
        return .object(members)
    }
}
