/// Any object that secretd reads.
package enum KubeObject: Equatable, Sendable {
    case pod(Pod)
    case secret(Secret)
    case configMap(ConfigMap)
    case serviceAccount(ServiceAccount)

    package var metadata: ObjectMeta {
        switch self {
        case .pod(let pod): pod.metadata
        case .secret(let secret): secret.metadata
        case .configMap(let configMap): configMap.metadata
        case .serviceAccount(let account): account.metadata
        }
    }

    package var kind: ObjectKind {
        switch self {
        case .pod: .pod
        case .secret: .secret
        case .configMap: .configMap
        case .serviceAccount: .serviceAccount
        }
    }

    /// The same object without what only a round trip needs, which takes more memory than the rest.
    package func withoutDocument() -> KubeObject {
        switch self {
        case .pod(var pod):
            pod.document = .object([:])
            return .pod(pod)
        case .secret(var secret):
            secret.document = .object([:])
            return .secret(secret)
        case .configMap(var configMap):
            configMap.document = .object([:])
            return .configMap(configMap)
        case .serviceAccount(var account):
            account.document = .object([:])
            return .serviceAccount(account)
        }
    }

    package var key: ObjectKey {
        ObjectKey(kind, namespace: metadata.namespace, name: metadata.name)
    }
}
