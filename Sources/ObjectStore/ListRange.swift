/// Which objects a piece of a list holds.
package struct ListRange: Sendable {
    package var resource: String
    /// Nil: of all namespaces.
    package var namespace: String?
    /// The list goes on behind this object; nil: from the start.
    package var after: StoreKey?
    /// Objects at most.
    package var limit: Int

    package init(_ resource: String, namespace: String? = nil, after: StoreKey? = nil, limit: Int) {
        self.resource = resource
        self.namespace = namespace
        self.after = after
        self.limit = limit
    }

    func contains(_ key: StoreKey) -> Bool {
        guard key.resource == resource, namespace == nil || namespace == key.namespace else { return false }
        return after.map { $0 < key } ?? true
    }
}
