extension KubeObject {
    /// All that Kubernetes' API server would refuse about this object, and what secretd refuses beyond that.
    package func validate() -> ValidationReport {
        switch self {
        case .pod(let pod): pod.validate()
        case .secret(let secret): secret.validate()
        case .configMap(let configMap): configMap.validate()
        case .serviceAccount(let account): account.validate()
        }
    }
}
