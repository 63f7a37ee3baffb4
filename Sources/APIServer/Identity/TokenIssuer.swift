import Crypto
import KubeObjects

/// Makes and checks the bearer tokens of ServiceAccounts: JSON Web Tokens, signed with ECDSA on P-256.
package struct TokenIssuer: Sendable {
    /// Who makes the tokens, and whom they are for when nobody else is named.
    package static let name = "secretd"
    /// In seconds: what a client may ask for at least, gets at most, and gets when it does not say.
    package static let shortest: Int64 = 600
    package static let longest: Int64 = 86400
    package static let standard: Int64 = 3600

    private static let keyFile = "token.key"
    /// In bytes.
    private static let longestText = 8 << 10

    private let key: P256.Signing.PrivateKey

    init(key: P256.Signing.PrivateKey) {
        self.key = key
    }

    /// Loads the key from `token.key` in the directory at `path`, and makes it when it is missing.
    ///
    /// - Throws: `IdentityError.tokenKeyUnreadable`, `.system`, `.foreignOwner`.
    package static func open(directory path: String) throws(IdentityError) -> TokenIssuer {
        let directory = try IdentityDirectory(path: path)
        if let text = try directory.secretText(of: keyFile) {
            guard let key = try? P256.Signing.PrivateKey(pemRepresentation: text) else {
                throw .tokenKeyUnreadable(key: directory.path(of: keyFile))
            }
            return TokenIssuer(key: key)
        }
        let key = P256.Signing.PrivateKey()
        try directory.writeSecret(keyFile, key.pemRepresentation + "\n")
        return TokenIssuer(key: key)
    }

    /// What is wrong with `spec.expirationSeconds` of a TokenRequest; nil when nothing is.
    /// Source: Kubernetes pkg/apis/authentication/validation.
    package static func problem(withExpirationSeconds seconds: Int64) -> String? {
        if seconds < shortest { return "may not specify a duration less than 10 minutes" }
        return seconds > 1 << 32 ? "may not specify a duration larger than 2^32 seconds" : nil
    }

    /// A token for a ServiceAccount.
    ///
    /// - Parameters:
    ///   - audiences: Whom it is for; none means this API.
    ///   - expirationSeconds: Taken to between ten minutes and a day; nil means an hour.
    ///   - now: Seconds since 1970.
    /// - Throws: `IdentityError.cannotSignToken`.
    package func issue(
        namespace: String,
        name: String,
        uid: String,
        audiences: [String] = [],
        expirationSeconds: Int64? = nil,
        now: Int64
    ) throws(IdentityError) -> IssuedToken {
        let life = min(max(expirationSeconds ?? Self.standard, Self.shortest), Self.longest)
        let claims = TokenClaims(
            namespace: namespace,
            name: name,
            uid: uid,
            audiences: audiences.isEmpty ? [Self.name] : audiences,
            issued: now,
            notBefore: now,
            expires: now + life
        )
        let text = try sign(header: ["alg": "ES256", "typ": "JWT"], claims: claims.json(issuer: Self.name))
        return IssuedToken(text: text, expires: claims.expires)
    }

    func sign(header: JSONValue, claims: JSONValue) throws(IdentityError) -> String {
        let signed = [header, claims].map { Base64URL.encode(JSONWriter.bytes(of: $0)) }.joined(separator: ".")
        guard let signature = try? key.signature(for: Array(signed.utf8)) else { throw .cannotSignToken }
        return signed + "." + Base64URL.encode(Array(signature.rawRepresentation))
    }

    /// What a token says, when it is whole, ours, for `audience` and within its time.
    ///
    /// - Parameter now: Seconds since 1970.
    package func verify(
        _ token: String,
        audience: String = TokenIssuer.name,
        now: Int64
    ) throws(TokenError) -> TokenClaims {
        guard token.utf8.count <= Self.longestText else { throw .malformed }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3,
            let header = Self.json(parts[0]),
            // Nothing else is ever accepted, so nobody can choose how the signature is checked.
            header["alg"]?.text == "ES256", header["crit"] == nil,
            let signature = Base64URL.decode(parts[2])
        else { throw .malformed }
        let signed = Array("\(parts[0]).\(parts[1])".utf8)
        guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature),
            key.publicKey.isValidSignature(signature, for: signed)
        else { throw .badSignature }
        guard let json = Self.json(parts[1]), let claims = TokenClaims(json, issuer: Self.name) else {
            throw .malformed
        }
        guard claims.audiences.contains(audience) else { throw .wrongAudience }
        guard now >= claims.notBefore else { throw .notYetValid }
        guard now < claims.expires else { throw .expired }
        return claims
    }

    private static func json(_ part: Substring) -> JSONValue? {
        guard let bytes = Base64URL.decode(part) else { return nil }
        return bytes.withUnsafeBytes { try? JSONValue(parsing: $0) }
    }
}
