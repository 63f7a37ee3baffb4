package import KubeObjects

/// What names an object in the store: the resource's plural name, namespace and name.
package struct StoreKey: Hashable, Sendable, Comparable {
    /// For example `secrets`.
    package var resource: String
    /// Empty for resources that have none.
    package var namespace: String
    package var name: String

    package init(_ resource: String, namespace: String = "", name: String) {
        self.resource = resource
        self.namespace = namespace
        self.name = name
    }

    package static func < (left: StoreKey, right: StoreKey) -> Bool {
        (left.resource, left.namespace, left.name) < (right.resource, right.namespace, right.name)
    }
}

extension StoreKey: CustomStringConvertible {
    package var description: String {
        namespace.isEmpty ? "\(resource)/\(name)" : "\(resource)/\(namespace)/\(name)"
    }
}

extension StoreKey {
    package init(_ key: ObjectKey) {
        self.init("\(key.kind.resource)s", namespace: key.namespace, name: key.name)
    }

    /// The object as the agent knows it; nil for resources that are nothing to the agent.
    package var objectKey: ObjectKey? {
        ObjectKind.allCases.first { "\($0.resource)s" == resource }.map {
            ObjectKey($0, namespace: namespace, name: name)
        }
    }
}
