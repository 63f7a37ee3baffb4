import KubeObjects

/// Merges an applied configuration into an object: objects by member, lists with keys by key, sets as sets, all else is
/// replaced. Nulls say nothing.
///
/// Source: sigs.k8s.io/structured-merge-diff typed/merge.go.
enum AppliedMerge {
    /// - Parameter name: The field, for messages.
    /// - Throws: `ApplyError.malformed` for a list element without its key, or a key that a list has twice.
    static func merge(
        _ configuration: JSONValue,
        into live: JSONValue?,
        rule: FieldRule,
        name: String
    ) throws(ApplyError) -> JSONValue? {
        switch (configuration, rule.ownership) {
        case (.null, _):
            return live
        case (.object(let configured), .granular):
            var members = live?.members ?? [:]
            for (name, value) in configured {
                members[name] = try merge(value, into: members[name], rule: rule.type.rule(of: name), name: name)
            }
            return .object(members)
        case (.array(let configured), .map), (.array(let configured), .set):
            return .array(try mergeList(configured, into: live?.elements ?? [], rule: rule, name: name))
        default:
            return configuration
        }
    }

    private static func mergeList(
        _ configured: [JSONValue],
        into live: [JSONValue],
        rule: FieldRule,
        name: String
    ) throws(ApplyError) -> [JSONValue] {
        var elements = live.enumerated().map { index, element in
            // Elements that cannot be told apart stay as they are.
            (
                identity: FieldElement(of: element, in: rule.ownership) ?? FieldElement(notation: "i:\(index)"),
                element: element
            )
        }
        let old = elements.map(\.identity)
        var places = Dictionary(old.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var wanted: [FieldElement] = []
        var seen: Set<FieldElement> = []
        for value in configured {
            let step = try step(to: value, rule: rule, name: name)
            guard seen.insert(step).inserted else {
                throw .malformed("\(name.goQuoted) has two elements with the same key")
            }
            wanted.append(step)
            let place = places[step]
            let before = place.map { elements[$0].element }
            var merged = value
            if case .map = rule.ownership {
                merged = try merge(value, into: before, rule: rule.element, name: name) ?? value
            }
            if let place {
                elements[place].element = merged
            } else {
                places[step] = elements.count
                elements.append((identity: step, element: merged))
            }
        }
        return ElementOrder.arrange(elements, wanted: wanted, old: old, new: .last)
    }

    private static func step(to element: JSONValue, rule: FieldRule, name: String) throws(ApplyError) -> FieldElement {
        if let step = FieldElement(of: element, in: rule.ownership) { return step }
        guard case .map(let keys, _) = rule.ownership else {
            throw .malformed("elements of \(name.goQuoted) must be plain values")
        }
        let names = keys.map(\.goQuoted).joined(separator: ", ")
        throw .malformed("an element of \(name.goQuoted) does not have the key \(names)")
    }
}
