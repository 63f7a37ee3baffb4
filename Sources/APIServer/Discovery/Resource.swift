/// A kind of object that the API serves, and how clients name it.
package struct Resource: Hashable, Sendable {
    /// The plural name, which stands in paths: `secrets`.
    package let name: String
    /// The name that `kubectl` takes for one of them: `secret`.
    package let singular: String
    /// The kind of one object: `Secret`.
    package let kind: String
    /// Whether its objects lie in namespaces.
    package let isNamespaced: Bool
    package let shortNames: [String]
    /// Groups of resources that `kubectl get` takes as one name: `all`.
    package let categories: [String]
    package let verbs: [Verb]
    package let subresources: [Subresource]

    /// The kind of a list of them: `SecretList`.
    package var listKind: String { "\(kind)List" }

    /// - Parameter singular: The kind in small letters if not given.
    package init(
        _ name: String,
        kind: String,
        singular: String? = nil,
        isNamespaced: Bool = true,
        shortNames: [String] = [],
        categories: [String] = [],
        verbs: [Verb] = Verb.allCases,
        subresources: [Subresource] = []
    ) {
        self.name = name
        self.singular = singular ?? kind.lowercased()
        self.kind = kind
        self.isNamespaced = isNamespaced
        self.shortNames = shortNames
        self.categories = categories
        self.verbs = verbs
        self.subresources = subresources
    }

    package func allows(_ verb: Verb) -> Bool { verbs.contains(verb) }

    /// The subresource of this name; nil if there is none.
    package func subresource(named name: String) -> Subresource? { subresources.first { $0.name == name } }
}
