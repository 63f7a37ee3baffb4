/// The kinds of Kubernetes' core group that secretd knows of and does not read.
enum CoreKinds {
    /// Source: k8s.io/api core/v1 register.go.
    private static let names: Set<String> = [
        "Binding", "ComponentStatus", "Endpoints", "Event", "LimitRange", "Namespace", "Node", "PersistentVolume",
        "PersistentVolumeClaim", "PodStatusResult", "PodTemplate", "RangeAllocation", "ReplicationController",
        "ResourceQuota", "SerializedReference", "Service",
    ]

    /// Whether `kind` is one of them or a list of them.
    static func contains(_ kind: String) -> Bool {
        names.contains(kind) || (kind.hasSuffix("List") && names.contains(String(kind.dropLast(4))))
    }
}
