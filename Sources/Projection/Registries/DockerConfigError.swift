package import KubeObjects

/// What is wrong with a docker configuration. Never a piece of it.
package enum DockerConfigError: Error, Equatable, Sendable {
    case notObject
    /// A `config.json` without `auths`.
    case noAuths
    /// A field that shall hold an object.
    case objectExpected
    /// A field that shall hold a string.
    case stringExpected
    case badBase64(Base64Error)
    case noColon
}

extension DockerConfigError: CustomStringConvertible {
    /// kubelet's texts where it has them.
    package var description: String {
        switch self {
        case .notObject: "must be a JSON object"
        case .noAuths: "has no auths"
        case .objectExpected: "auths must be a map of objects, by registry"
        case .stringExpected: "the fields of a registry's entry must be strings"
        case .badBase64(let error): "unable to parse auth field: \(error)"
        case .noColon: "unable to parse auth field, must be formatted as base64(username:password)"
        }
    }
}
