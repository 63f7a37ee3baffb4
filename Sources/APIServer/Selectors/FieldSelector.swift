import KubeObjects

/// The `fieldSelector` of a query: fields that all must have, or must not have, a value. The empty text selects all.
struct FieldSelector: Hashable, Sendable {
    private struct Requirement: Hashable {
        let field: SelectableField
        let isEqual: Bool
        let value: String
    }

    private let requirements: [Requirement]
    /// The name that the selector pins with `metadata.name=`, so that a caller need look at one object only. The object
    /// must match all the same.
    let name: String?

    /// - Parameter resource: The plural name, such as `pods`; it decides which fields there are.
    /// - Throws: `SelectorError` where the text is no selector, or names a field that the resource has not.
    init(parsing text: String, resource: String) throws(SelectorError) {
        let terms = try FieldSelectorTerm.terms(of: text)
        var requirements: [Requirement] = []
        for term in terms {
            let field = try SelectableField(term.name, resource: resource)
            requirements.append(Requirement(field: field, isEqual: term.isEqual, value: term.value))
        }
        self.requirements = requirements
        name = terms.first { $0.isEqual && $0.name == "metadata.name" }?.value
    }

    func matches(_ object: JSONValue) -> Bool {
        requirements.allSatisfy { ($0.field.value(in: object) == $0.value) == $0.isEqual }
    }
}
