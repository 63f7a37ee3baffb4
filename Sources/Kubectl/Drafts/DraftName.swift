import KubeObjects

/// What a new object is called.
package struct DraftName: Equatable, Sendable {
    package var name: String
    /// nil where the command line names none: then the object does not say it either.
    package var namespace: String?
    /// Whether the name ends with a hash of what the object holds.
    package var appendsHash: Bool

    package init(_ name: String, namespace: String? = nil, appendsHash: Bool = false) {
        self.name = name
        self.namespace = namespace
        self.appendsHash = appendsHash
    }

    func requireName() throws(KubectlError) {
        if name.isEmpty { throw KubectlError("name must be specified") }
    }

    /// - Parameter hash: Asked for where it is wanted.
    func metadata(hash: () -> String) -> JSONValue {
        let whole = appendsHash ? "\(name)-\(hash())" : name
        var metadata: [String: JSONValue] = ["creationTimestamp": .null]
        if !whole.isEmpty { metadata["name"] = .string(whole) }
        if let namespace, !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
        return .object(metadata)
    }
}
