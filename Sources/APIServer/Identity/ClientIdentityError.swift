/// Why a client certificate that is signed well does not say who somebody is.
package enum ClientIdentityError: Error, Hashable, Sendable {
    case unreadable
    /// Its extended key usage does not name client authentication.
    case notForClients
    case notYetValid
    case expired
    /// Without a common name nobody knows who it is.
    case noName
}

extension ClientIdentityError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable: "the client certificate cannot be read"
        case .notForClients: "the client certificate is not for client authentication"
        case .notYetValid: "the client certificate is not valid yet"
        case .expired: "the client certificate has expired"
        case .noName: "the client certificate has no common name"
        }
    }
}
