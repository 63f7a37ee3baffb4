extension KubeObject {
    /// Whether the object forbids changes of its data.
    package var isImmutable: Bool {
        switch self {
        case .secret(let secret): secret.immutable == true
        case .configMap(let configMap): configMap.immutable == true
        case .pod, .serviceAccount: false
        }
    }

    /// What Kubernetes' API server would refuse about replacing `old` by this. Empty for objects of different kinds.
    package func validateUpdate(from old: KubeObject) -> [FieldError] {
        switch (self, old) {
        case (.secret(let new), .secret(let old)): new.validateUpdate(from: old)
        case (.configMap(let new), .configMap(let old)): new.validateUpdate(from: old)
        default: []
        }
    }
}
