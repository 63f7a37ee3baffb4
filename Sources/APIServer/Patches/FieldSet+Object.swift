import KubeObjects

extension FieldSet {
    /// The fields that a value sets: its leaves, and the elements of lists with keys. Nulls set nothing.
    init(of value: JSONValue, rule: FieldRule) {
        switch (value, rule.ownership) {
        case (.null, _):
            break
        case (.object(let members), .granular):
            isMember = members.isEmpty
            for (name, member) in members {
                let child = FieldSet(of: member, rule: rule.type.rule(of: name))
                if !child.isEmpty { children[.member(name)] = child }
            }
        case (.array(let elements), .map), (.array(let elements), .set):
            for element in elements {
                guard let step = FieldElement(of: element, in: rule.ownership) else { continue }
                children[step] = FieldSet(ofElement: element, rule: rule)
            }
        default:
            isMember = true
        }
    }

    /// The fields that an element of a list with keys sets, itself among them.
    init(ofElement element: JSONValue, rule: FieldRule) {
        if case .map = rule.ownership {
            self.init(of: element, rule: rule.element)
        } else {
            self.init()
        }
        isMember = true
    }

    /// The fields that a whole object sets, without those that nobody owns: its identity and what the server writes.
    ///
    /// Source: k8s.io/apimachinery pkg/util/managedfields/internal/stripmeta.go.
    init(ofObject object: JSONValue, type: SchemaType) {
        self.init(of: object, rule: .object(type))
        isMember = false
        children[.member("apiVersion")] = nil
        children[.member("kind")] = nil
        guard var metadata = children.removeValue(forKey: .member("metadata")) else { return }
        metadata.isMember = false
        for name in Self.unowned { metadata.children[.member(name)] = nil }
        if !metadata.isEmpty { children[.member("metadata")] = metadata }
    }

    /// The fields of `metadata` that have no owner.
    static let unowned = [
        "creationTimestamp", "generation", "managedFields", "name", "namespace", "resourceVersion", "selfLink", "uid",
    ]
}
