package import APIServer

/// One thing that `get` is asked for: an object, or a list of them.
package struct GetTarget: Hashable, Sendable {
    package var resource: Resource
    /// nil: the list.
    package var name: String?
    package var namespace: String

    package init(_ resource: Resource, name: String? = nil, namespace: String) {
        self.resource = resource
        self.name = name
        self.namespace = namespace
    }

    package init(_ target: ObjectArguments.Target, namespace: String) {
        switch target {
        case .named(let resource, let name): self.init(resource, name: name, namespace: namespace)
        case .all(let resource): self.init(resource, namespace: namespace)
        }
    }

    /// What kubectl says it was doing when a list cannot be had.
    func context(_ selectors: ObjectSelectors) -> String? {
        guard name == nil else { return nil }
        let list = "\"/v1, Resource=\(resource.name)\""
        guard !selectors.isEmpty else { return "Unable to list \(list)" }
        return "Unable to find \(list) that match label selector \"\(selectors.label)\", "
            + "field selector \"\(selectors.field)\""
    }
}
