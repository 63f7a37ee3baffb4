/// Why a container's mounts cannot be made.
package enum MountPlanError: Error, Hashable, Sendable {
    case volumeNotFound(String, container: String)
    case notServed(volume: String, kind: String, mountPath: String)
    case badMountPath(String)
    case mountedTwice(String)
    case absoluteSubPath(String)
    case leavingSubPath(String)
    case missingValues([String])
}

extension MountPlanError: CustomStringConvertible {
    /// Kubernetes' texts where it has them. Source: kubelet kubelet_pods.go makeMounts, container/helpers.go.
    package var description: String {
        switch self {
        case .volumeNotFound(let volume, let container):
            "cannot find volume \"\(volume)\" to mount into container \"\(container)\""
        case .notServed(let volume, let kind, let path):
            "mountPath \(path): volume \"\(volume)\" is a \(kind), which secretd exec does not serve"
        case .badMountPath(let path): "mountPath \(path): nothing can be mounted there"
        case .mountedTwice(let path): "two volumes are mounted at \(path)"
        case .absoluteSubPath(let path): "error SubPath `\(path)` must not be an absolute path"
        case .leavingSubPath(let path): "unable to provision SubPath `\(path)`: must not contain '..'"
        case .missingValues(let names): "missing value for \(names.joined(separator: ", "))"
        }
    }
}
