import KubeObjects

/// What makes one object of another, as a JSON merge patch.
struct ObjectChange {
    /// `{}` where the objects are the same.
    private(set) var patch: JSONValue = [:]
    /// Whether the patch puts a list in the place of another, so that it must not meet a list that it does not know.
    private(set) var replacesList = false

    init(from old: JSONValue, to new: JSONValue) {
        patch = difference(old, new) ?? [:]
    }

    var isEmpty: Bool { patch == [:] }

    /// nil where they are the same.
    private mutating func difference(_ old: JSONValue, _ new: JSONValue) -> JSONValue? {
        guard old != new else { return nil }
        guard let new = new.members, let old = old.members else {
            if old.elements != nil { replacesList = true }
            return new
        }
        var changes: [String: JSONValue] = [:]
        for name in old.keys where new[name] == nil {
            changes[name] = .null
            if old[name]?.elements != nil { replacesList = true }
        }
        for (name, value) in new {
            // What is not there is no object either: what is new in it is all of it.
            changes[name] = old[name].map { difference($0, value) } ?? value
        }
        return .object(changes)
    }
}
