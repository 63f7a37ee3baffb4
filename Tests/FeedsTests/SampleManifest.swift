import KubeObjects

/// Manifests as text, and what of them a test compares.
enum SampleManifest {
    /// A Secret with one key, `password`.
    static func secret(_ name: String, _ value: String) -> String {
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: "\(name)"
        stringData:
          password: "\(value)"

        """
    }

    /// The same, immutable.
    static func immutableSecret(_ name: String, _ value: String) -> String {
        secret(name, value) + "immutable: true\n"
    }

    /// Several documents in one file.
    static func secrets(_ values: KeyValuePairs<String, String>) -> String {
        values.map { secret($0.key, $0.value) }.joined(separator: "---\n")
    }

    /// No Secret: its value is a list.
    static let broken = """
        apiVersion: v1
        kind: Secret
        metadata:
          name: broken
        stringData:
          password: [canary-in-a-broken-file]

        """

    static func key(_ name: String) -> ObjectKey { ObjectKey(.secret, namespace: "default", name: name) }
}

extension KubeObject {
    /// `name=value` of a sample Secret.
    var sample: String {
        guard case .secret(let secret) = self else { return "\(key)" }
        let value = secret.data["password"]?.withBytes { String(decoding: $0, as: UTF8.self) } ?? ""
        return "\(secret.metadata.name)=\(value)"
    }
}
