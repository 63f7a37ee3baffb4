import LinuxSystem

/// Why a credential helper can say nothing at all.
enum CredentialProblem: Error, CustomStringConvertible {
    case badPod(String)
    case unreadable(SystemError)

    var description: String {
        switch self {
        case .badPod(let text): "SECRETD_POD: expected NAMESPACE/POD, found \(text)"
        case .unreadable(let error): "\(error)"
        }
    }
}
