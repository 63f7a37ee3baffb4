import KubeObjects

/// What differs between two states of an object.
struct FieldChanges: Equatable, Sendable {
    /// New, or with another value.
    var changed = FieldSet()
    var removed = FieldSet()

    var isEmpty: Bool { changed.isEmpty && removed.isEmpty }

    init() {}

    init(from old: JSONValue?, to new: JSONValue?, rule: FieldRule) {
        switch (old ?? .null, new ?? .null) {
        case (.null, .null):
            break
        case (.null, let new):
            changed = FieldSet(of: new, rule: rule)
        case (let old, .null):
            removed = FieldSet(of: old, rule: rule)
        case (.object(let old), .object(let new)) where rule.ownership == .granular:
            for name in Set(old.keys).union(new.keys) {
                add(FieldChanges(from: old[name], to: new[name], rule: rule.type.rule(of: name)), at: .member(name))
            }
        case (.array(let old), .array(let new)) where rule.hasOwnedElements:
            compare(Self.elements(old, rule), Self.elements(new, rule), rule)
        case (let old, let new):
            guard old != new else { return }
            changed = FieldSet(of: new, rule: rule)
            removed = FieldSet(of: old, rule: rule).subtracting(changed)
        }
    }

    /// The changes of a whole object, without those of fields that have no owner.
    init(ofObject old: JSONValue?, to new: JSONValue, type: SchemaType) {
        self.init(from: Self.owned(old), to: Self.owned(new), rule: .object(type))
    }

    private mutating func compare(
        _ old: [FieldElement: JSONValue],
        _ new: [FieldElement: JSONValue],
        _ rule: FieldRule
    ) {
        for (step, element) in old where new[step] == nil {
            removed.children[step] = FieldSet(ofElement: element, rule: rule)
        }
        for (step, element) in new {
            guard let before = old[step] else {
                changed.children[step] = FieldSet(ofElement: element, rule: rule)
                continue
            }
            add(FieldChanges(from: before, to: element, rule: rule.element), at: step)
        }
    }

    private mutating func add(_ changes: FieldChanges, at step: FieldElement) {
        if !changes.changed.isEmpty { changed.children[step] = changes.changed }
        if !changes.removed.isEmpty { removed.children[step] = changes.removed }
    }

    /// The elements by what tells them apart; of several that are alike the first.
    private static func elements(_ elements: [JSONValue], _ rule: FieldRule) -> [FieldElement: JSONValue] {
        var result: [FieldElement: JSONValue] = [:]
        for element in elements {
            guard let step = FieldElement(of: element, in: rule.ownership), result[step] == nil else { continue }
            result[step] = element
        }
        return result
    }

    private static func owned(_ object: JSONValue?) -> JSONValue? {
        guard var object else { return nil }
        object["apiVersion"] = nil
        object["kind"] = nil
        if var metadata = object["metadata"] {
            for name in FieldSet.unowned { metadata[name] = nil }
            object["metadata"] = metadata.members?.isEmpty == true ? nil : metadata
        }
        return object
    }
}
