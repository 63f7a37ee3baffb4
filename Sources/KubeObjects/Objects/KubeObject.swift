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

    package var key: ObjectKey {
        ObjectKey(kind, namespace: metadata.namespace, name: metadata.name)
    }
}
