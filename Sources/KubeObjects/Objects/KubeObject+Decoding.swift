extension KubeObject {
    /// Decodes a document as an object of `kind`, with defaults; what does not fit is in `log`.
    package init(_ node: DocumentNode, as kind: ObjectKind, log: DecodingLog) {
        switch kind {
        case .pod: self = .pod(Pod(node, log: log))
        case .secret: self = .secret(Secret(node, log: log))
        case .configMap: self = .configMap(ConfigMap(node, log: log))
        case .serviceAccount: self = .serviceAccount(ServiceAccount(node, log: log))
        }
    }
}
