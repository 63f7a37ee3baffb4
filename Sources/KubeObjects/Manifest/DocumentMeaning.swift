/// What a document is to secretd, by its kind and version.
enum DocumentMeaning: Equatable {
    /// An object that secretd reads.
    case object(ObjectKind)
    /// A List, or the list of one kind, whose items need not name it.
    case list(ObjectKind?)
    /// An object of Kubernetes, or of an extension of it, that secretd has no use for.
    case ignored
    /// Nothing that Kubernetes knows: a typing error, most likely.
    case unknown

    /// The one version whose objects secretd reads.
    static let version = "v1"

    /// The other kinds of the core group. Source: k8s.io/api core/v1 register.go.
    private static let otherKinds: Set<String> = [
        "Binding", "ComponentStatus", "Endpoints", "Event", "LimitRange", "Namespace", "Node", "PersistentVolume",
        "PersistentVolumeClaim", "PodStatusResult", "PodTemplate", "RangeAllocation", "ReplicationController",
        "ResourceQuota", "SerializedReference", "Service",
    ]

    /// - Parameter version: `v1`, or group and version such as `apps/v1`.
    init(kind: String, version: String) {
        guard version == Self.version else {
            self = version.contains("/") ? .ignored : .unknown
            return
        }
        let item = kind.hasSuffix("List") ? String(kind.dropLast(4)) : nil
        if let known = ObjectKind(rawValue: kind) {
            self = .object(known)
        } else if item == "" {
            self = .list(nil)
        } else if let known = item.flatMap(ObjectKind.init) {
            self = .list(known)
        } else if Self.otherKinds.contains(item ?? kind) {
            self = .ignored
        } else {
            self = .unknown
        }
    }
}
