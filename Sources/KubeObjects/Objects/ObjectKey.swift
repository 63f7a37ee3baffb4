/// The kinds of object that secretd reads.
package enum ObjectKind: String, Hashable, Sendable, CaseIterable, Comparable {
    case pod = "Pod"
    case secret = "Secret"
    case configMap = "ConfigMap"
    case serviceAccount = "ServiceAccount"

    /// The singular resource name that kubectl prints, for example `configmap`.
    package var resource: String { rawValue.lowercased() }

    package static func < (left: ObjectKind, right: ObjectKind) -> Bool { left.rawValue < right.rawValue }
}

/// What names one object: kind, namespace and name.
package struct ObjectKey: Hashable, Sendable, Comparable {
    package var kind: ObjectKind
    package var namespace: String
    package var name: String

    package init(_ kind: ObjectKind, namespace: String, name: String) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }

    package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        (left.kind, left.namespace, left.name) < (right.kind, right.namespace, right.name)
    }
}

extension ObjectKey: CustomStringConvertible {
    /// As kubectl names it, with the namespace where it is not `default`: `secret/kuard-tls`, `pod/web (in prod)`.
    package var description: String {
        let short = "\(kind.resource)/\(name)"
        return namespace == "default" ? short : "\(short) (in \(namespace))"
    }
}
