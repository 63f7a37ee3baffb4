import KubeObjects

/// The data of a Secret or ConfigMap that is being made, key by key.
package struct DraftData: Sendable {
    /// Whose data they are; the words about bad keys differ.
    package enum Owner: Equatable, Sendable {
        case secret
        case configMap(name: String)
    }

    let owner: Owner
    private(set) var values: [String: SecretBytes] = [:]
    /// A ConfigMap's keys whose values are no UTF-8.
    private(set) var binaryKeys: Set<String> = []

    init(of owner: Owner) {
        self.owner = owner
    }

    /// - Parameter shown: The key as a message may show it, if not whole.
    /// - Throws: `KubectlError` for a bad key and for one that is there already.
    mutating func add(_ value: SecretBytes, as key: String, shown: String? = nil) throws(KubectlError) {
        let complaints = NameRule.dataKey(key)
        guard complaints.isEmpty else { throw badKey(shown ?? key, complaints) }
        guard values.updateValue(value, forKey: key) == nil else { throw doubleKey(key) }
        if owner != .secret, value.withBytes({ UTF8Text.validPrefix(of: $0) < $0.count }) { binaryKeys.insert(key) }
    }

    /// Source: kubectl pkg/cmd/create create_secret.go, create_configmap.go.
    private func badKey(_ key: String, _ complaints: [String]) -> KubectlError {
        switch owner {
        case .secret:
            KubectlError("\(key.goQuoted) is not valid key name for a Secret \(complaints.joined(separator: ";"))")
        case .configMap:
            KubectlError(
                "\(key.goQuoted) is not a valid key name for a ConfigMap: \(complaints.joined(separator: ","))"
            )
        }
    }

    private func doubleKey(_ key: String) -> KubectlError {
        switch owner {
        case .secret: return KubectlError("cannot add key \(key), another key by that name already exists")
        case .configMap(let name):
            let map = binaryKeys.contains(key) ? "BinaryData" : "Data"
            return KubectlError(
                "cannot add key \(key.goQuoted), another key by that name already exists in \(map) for ConfigMap "
                    + name.goQuoted
            )
        }
    }
}
