/// Why a `continue` was refused; what Kubernetes answers 400 BadRequest to.
enum ContinueTokenError: Error, Hashable, Sendable {
    /// Not the base64 of the JSON that we write.
    case unreadable
    case otherVersion
    case badResourceVersion
    case noStartKey
}

extension ContinueTokenError: CustomStringConvertible {
    var description: String { "continue key is not valid: \(reason)" }

    private var reason: String {
        switch self {
        case .unreadable: "this server wrote no such key"
        case .otherVersion: "server does not recognize this encoded version"
        case .badResourceVersion: "incorrect encoded start resourceVersion (version meta.k8s.io/v1)"
        case .noStartKey: "encoded start key empty (version meta.k8s.io/v1)"
        }
    }
}
