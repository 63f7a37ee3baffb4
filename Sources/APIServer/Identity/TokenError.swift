/// Why a bearer token is refused. No case holds a piece of the token.
package enum TokenError: Error, Hashable, Sendable {
    case malformed
    case badSignature
    case expired
    case notYetValid
    case wrongAudience
}

extension TokenError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed: "the token is malformed"
        case .badSignature: "the token's signature is not ours"
        case .expired: "the token has expired"
        case .notYetValid: "the token is not valid yet"
        case .wrongAudience: "the token is for another audience"
        }
    }
}
