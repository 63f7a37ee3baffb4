import KubeObjects

/// Takes fields out of an object.
struct FieldRemoval {
    /// The fields to remove. An object or list that this leaves empty goes too, unless somebody still owns it.
    var removing: FieldSet
    /// What others, or the same manager, still own.
    var keeping: FieldSet

    /// - Parameter rule: The rule of the field that holds the value.
    func applied(to value: JSONValue, rule: FieldRule) -> JSONValue {
        switch (value, rule.ownership) {
        case (.object(let members), .granular):
            .object(removed(from: members, type: rule.type))
        case (.array(let elements), .map), (.array(let elements), .set):
            .array(removed(from: elements, rule: rule))
        default:
            value
        }
    }

    private func removed(from old: [String: JSONValue], type: SchemaType) -> [String: JSONValue] {
        var members = old
        for (step, fields) in removing.children {
            guard let name = step.memberName, let value = old[name] else { continue }
            let inner = FieldRemoval(removing: fields, keeping: keeping.children[step] ?? FieldSet())
            let rest = inner.applied(to: value, rule: type.rule(of: name))
            let isGone: Bool =
                switch rest {
                case .object(let members) where type.rule(of: name).ownership != .atomic: members.isEmpty
                case .array(let elements) where type.rule(of: name).hasOwnedElements: elements.isEmpty
                default: fields.isMember
                }
            members[name] = isGone && inner.keeping.isEmpty ? nil : rest
        }
        return members
    }

    private func removed(from elements: [JSONValue], rule: FieldRule) -> [JSONValue] {
        elements.compactMap { element in
            guard let step = FieldElement(of: element, in: rule.ownership),
                var fields = removing.children[step]
            else { return element }
            let kept = keeping.children[step] ?? FieldSet()
            // As upstream: an element goes with its owner, even if others own fields in it.
            if fields.isMember, !kept.isMember { return nil }
            guard case .map(let keys, _) = rule.ownership else { return element }
            for key in keys { fields.children[.member(key)] = nil }
            return FieldRemoval(removing: fields, keeping: kept).applied(to: element, rule: rule.element)
        }
    }
}
