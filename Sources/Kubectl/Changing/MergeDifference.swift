package import KubeObjects

/// The merge patch that makes one object of another.
///
/// Source: RFC 7386.
package enum MergeDifference {
    /// - Returns: An object without members where the two are equal. Lists that differ are in it as a whole; null cannot
    ///   be put into a member, only take it away.
    package static func patch(from old: JSONValue, to new: JSONValue) -> JSONValue {
        guard case .object(let before) = old, case .object(let after) = new else { return new }
        var changes: [String: JSONValue] = [:]
        for name in before.keys where after[name] == nil { changes[name] = .null }
        for (name, value) in after where before[name] != value {
            if let old = before[name], old.members != nil, value.members != nil {
                changes[name] = patch(from: old, to: value)
            } else {
                changes[name] = value
            }
        }
        return .object(changes)
    }

    /// Whether a patch replaces a list, so that what somebody else has put into the list meanwhile would be lost.
    package static func replacesList(_ patch: JSONValue) -> Bool {
        switch patch {
        case .array: true
        case .object(let members): members.values.contains(where: replacesList)
        default: false
        }
    }
}
