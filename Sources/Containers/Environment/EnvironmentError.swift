package import Projection

/// Why a container's environment cannot be made; each but the last may pass when an object changes.
package enum EnvironmentError: Error, Hashable, Sendable {
    case secretNotFound(String)
    case configMapNotFound(String)
    case secretKeyNotFound(key: String, namespace: String, name: String)
    case configMapKeyNotFound(key: String, namespace: String, name: String)
    case field(variable: String, DownwardAPIError)
    case unsupportedSource(variable: String, String)
    /// No process can be given such a value.
    case holdsNUL(variable: String)
}

extension EnvironmentError: CustomStringConvertible {
    /// Kubernetes' texts where it has them. Source: kubelet kubelet_pods.go makeEnvironmentVariables.
    package var description: String {
        switch self {
        case .secretNotFound(let name): "secret \"\(name)\" not found"
        case .configMapNotFound(let name): "configmap \"\(name)\" not found"
        case .secretKeyNotFound(let key, let namespace, let name):
            "couldn't find key \(key) in Secret \(namespace)/\(name)"
        case .configMapKeyNotFound(let key, let namespace, let name):
            "couldn't find key \(key) in ConfigMap \(namespace)/\(name)"
        case .field(let variable, let error): "environment variable \(variable): \(error)"
        case .unsupportedSource(let variable, let field):
            "environment variable \(variable): \(field) is not a source that secretd serves"
        case .holdsNUL(let variable):
            "environment variable \(variable): the value has a NUL byte, which no process can get"
        }
    }
}
