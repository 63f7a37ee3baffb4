package import KubeObjects
package import Publishing

/// A volume as the manifests want it.
package struct DesiredVolume: Equatable, Sendable {
    package var volume: Volume
    package var pod: Pod
    package var targets: [VolumeTarget]
}

extension Volume {
    /// The objects that this volume reads, in `namespace`.
    func references(in namespace: String) -> Set<ObjectKey> {
        func key(_ kind: ObjectKind, _ name: String) -> ObjectKey {
            ObjectKey(kind, namespace: namespace, name: name)
        }
        switch sources.first {
        case .secret(let secret): return [key(.secret, secret.secretName)]
        case .configMap(let configMap): return [key(.configMap, configMap.name)]
        case .projected(let projected):
            let keys = projected.sources.compactMap { source -> ObjectKey? in
                switch source.parts.first {
                case .secret(let secret): key(.secret, secret.name)
                case .configMap(let configMap): key(.configMap, configMap.name)
                case .downwardAPI, .serviceAccountToken, .other, nil: nil
                }
            }
            return Set(keys)
        case .pullSecrets(let names): return Set(names.map { key(.secret, $0) })
        case .downwardAPI, .other, nil: return []
        }
    }

    /// What the volume is made of, for logs and tables: `secret/kuard-tls`, or several joined by commas.
    package var sourceSummary: String {
        switch sources.first {
        case .secret(let secret): return "secret/\(secret.secretName)"
        case .configMap(let configMap): return "configmap/\(configMap.name)"
        case .downwardAPI: return "downwardapi"
        case .projected(let projected):
            let names = projected.sources.map { source in
                switch source.parts.first {
                case .secret(let secret): "secret/\(secret.name)"
                case .configMap(let configMap): "configmap/\(configMap.name)"
                case .downwardAPI: "downwardapi"
                case .serviceAccountToken: "serviceaccounttoken"
                case .other(let field): field
                case nil: "nothing"
                }
            }
            return names.isEmpty ? "nothing" : names.joined(separator: ",")
        case .pullSecrets(let names): return names.map { "secret/\($0)" }.joined(separator: ",")
        case .other(let field): return field
        case nil: return "nothing"
        }
    }

    /// Whether the volume is of a kind that secretd serves.
    package var isServed: Bool {
        switch sources.first {
        case .secret, .configMap, .downwardAPI, .projected, .pullSecrets: true
        case .other, nil: false
        }
    }
}
