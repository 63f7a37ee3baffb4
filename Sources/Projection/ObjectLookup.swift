package import KubeObjects

/// Where a plan finds the objects that a volume names. Answers from memory, at once.
package protocol ObjectLookup {
    func secret(namespace: String, name: String) -> Secret?
    func configMap(namespace: String, name: String) -> ConfigMap?
}
