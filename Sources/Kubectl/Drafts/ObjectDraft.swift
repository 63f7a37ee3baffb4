package import APIServer
package import KubeObjects

/// An object as a command makes it, before the server has seen it.
package protocol ObjectDraft {
    static var resource: Resource { get }

    /// What kubectl puts before the server's reason where it refuses the object, `failed to create secret `; nil where it
    /// prints the refusal as it prints any.
    static var refusal: String? { get }

    /// The object with the fields that kubectl's own has, `creationTimestamp: null` among them. Reads the files that it is
    /// made of.
    ///
    /// - Throws: `KubectlError` in kubectl's words, but for values: none is shown.
    func object() throws(KubectlError) -> JSONValue
}

extension ObjectDraft {
    static func object(metadata: JSONValue, fields: [String: JSONValue] = [:]) -> JSONValue {
        let common: [String: JSONValue] = [
            "apiVersion": "v1", "kind": .string(resource.kind), "metadata": metadata,
        ]
        return .object(common.merging(fields) { _, own in own })
    }
}
