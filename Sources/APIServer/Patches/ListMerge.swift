import KubeObjects

/// Merges a list of a strategic merge patch into a list of an object.
struct ListMerge {
    let name: String
    let rule: FieldRule
    let old: [JSONValue]

    private typealias Keyed = (identity: JSONValue, element: JSONValue)

    /// - Parameter order: The argument of `$setElementOrder`, if the patch has one for this list.
    /// - Throws: `PatchError.malformed`.
    func merging(_ patch: [JSONValue], order: [JSONValue]?) throws(PatchError) -> [JSONValue] {
        switch rule.listPatch {
        case .replace:
            // An order for a list that is not merged says nothing that the list itself does not say.
            return patch.isEmpty && order != nil ? old : patch
        case .union:
            return try union(patch, order: order)
        case .merge(let key):
            return try merge(patch, by: key, order: order)
        }
    }

    private func union(_ patch: [JSONValue], order: [JSONValue]?) throws(PatchError) -> [JSONValue] {
        for value in patch + (order ?? []) {
            guard value.members == nil, value.elements == nil else {
                throw .malformed("elements of \(name.goQuoted) must be plain values")
            }
        }
        if let order { try check(patch, against: order) }
        var seen: Set<JSONValue> = []
        let merged = (old + patch).filter { seen.insert($0).inserted }.map { (identity: $0, element: $0) }
        return ElementOrder.arrange(merged, wanted: order ?? patch, old: old)
    }

    private func merge(
        _ patch: [JSONValue],
        by key: String,
        order: [JSONValue]?
    ) throws(PatchError) -> [JSONValue] {
        let changes = try split(patch, by: key)
        let wanted = changes.merged.map(\.identity)
        var order: [JSONValue]? = try order.map { (elements) throws(PatchError) in
            try elements.map { (element) throws(PatchError) in try identity(of: element, key) }
        }
        if let order { try check(wanted, against: order) }
        if changes.replacesAll {
            order = order ?? wanted
            return ElementOrder.arrange(
                try mergedElements(changes.merged, into: [], key),
                wanted: order ?? [],
                old: []
            )
        }

        let kept = old.filter { element in !changes.deleted.contains(element[key] ?? .null) }
        let merged = try mergedElements(changes.merged, into: kept, key)
        return ElementOrder.arrange(merged, wanted: order ?? wanted, old: kept.map { $0[key] ?? .null })
    }

    /// The elements of the patch: those to merge in, the keys of those to delete, and whether the old ones all go.
    private func split(
        _ patch: [JSONValue],
        by key: String
    ) throws(PatchError) -> (merged: [Keyed], deleted: Set<JSONValue>, replacesAll: Bool) {
        var merged: [Keyed] = []
        var deleted: Set<JSONValue> = []
        var replacesAll = false
        for element in patch {
            guard var members = element.members else {
                throw .malformed("elements of \(name.goQuoted) must be objects")
            }
            let action = try members.removeValue(forKey: PatchDirectives.actionKey)
                .map(PatchDirectives.Action.init)
            switch action {
            case .delete:
                deleted.insert(try identity(of: element, key))
            case .replace:
                replacesAll = true
            case .merge, nil:
                if members.isEmpty, action == .merge { continue }
                merged.append((try identity(of: element, key), .object(members)))
            }
        }
        return (merged, deleted, replacesAll)
    }

    /// Merges elements into those with the same key; the others are new, and stand behind.
    private func mergedElements(
        _ patch: [Keyed],
        into list: [JSONValue],
        _ key: String
    ) throws(PatchError) -> [Keyed] {
        // Of elements that share a key, which a list may have, the first one counts.
        var result = list.map { (identity: $0[key] ?? .null, element: $0) }
        var places = Dictionary(
            result.enumerated().map { ($1.identity, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for (identity, change) in patch {
            let place = places[identity]
            let old = place.map { result[$0].element }?.members ?? [:]
            let element = JSONValue.object(
                try StrategicMergePatch.merge(change.members ?? [:], into: old, type: rule.type)
            )
            if let place {
                result[place].element = element
            } else {
                places[identity] = result.count
                result.append((identity, element))
            }
        }
        return result
    }

    private func identity(of element: JSONValue, _ key: String) throws(PatchError) -> JSONValue {
        guard let identity = element[key], identity != .null else {
            throw .malformed("an element of \(name.goQuoted) does not have the merge key \(key.goQuoted)")
        }
        return identity
    }

    /// A patch must list its elements in the order it asks for.
    private func check(_ patch: [JSONValue], against order: [JSONValue]) throws(PatchError) {
        var rest = order[...]
        for identity in patch {
            guard let place = rest.firstIndex(of: identity) else {
                throw .malformed("the order of \(name.goQuoted) in the patch does not match its $setElementOrder")
            }
            rest = rest[(place + 1)...]
        }
    }
}
