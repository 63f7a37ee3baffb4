import Crypto
import X509

/// The key that vouches for the server and its clients.
struct CertificateAuthority: Sendable {
    let certificate: Certificate
    let key: P256.Signing.PrivateKey

    /// All lengths of time are in seconds.
    static let day: Int64 = 86400
    private static let life = 3650 * day
    private static let leafLife = 365 * day
    /// How long before now a certificate begins, because clocks differ.
    private static let skew: Int64 = 3600

    /// A new certificate for a key that is to sign others, for ten years.
    ///
    /// - Throws: `IdentityError.cannotIssue`.
    init(selfSigning key: P256.Signing.PrivateKey, now: Int64) throws(IdentityError) {
        self.key = key
        do {
            let name = try DistinguishedName { CommonName("secretd-ca") }
            let publicKey = Certificate.PublicKey(key.publicKey)
            certificate = try Certificate(
                publicKey: publicKey,
                subject: name,
                issuer: name,
                validity: now - Self.skew...now + Self.life,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true))
                    SubjectKeyIdentifier(hash: publicKey)
                },
                signedBy: Certificate.PrivateKey(key)
            )
        } catch {
            throw .cannotIssue("\(error)")
        }
    }

    /// Nil when the key is not the certificate's.
    init?(certificate: Certificate, key: P256.Signing.PrivateKey) {
        guard Certificate.PublicKey(key.publicKey) == certificate.publicKey else { return nil }
        self.certificate = certificate
        self.key = key
    }

    /// A new key and a certificate for it, for a year, but not longer than the authority's own.
    ///
    /// - Throws: `IdentityError.cannotIssue`.
    func issue(_ profile: CertificateProfile, now: Int64) throws(IdentityError) -> Credential {
        do {
            let leafKey = P256.Signing.PrivateKey()
            let publicKey = Certificate.PublicKey(leafKey.publicKey)
            let begin = now - Self.skew
            let leaf = try Certificate(
                publicKey: publicKey,
                subject: profile.subject(),
                issuer: certificate.subject,
                validity: begin...max(begin, min(now + Self.leafLife, certificate.ends)),
                extensions: profile.extensions(for: publicKey, by: certificate),
                signedBy: Certificate.PrivateKey(key)
            )
            return try Credential(certificate: leaf, key: leafKey)
        } catch {
            throw .cannotIssue("\(error)")
        }
    }

    /// Whether the authority signed a certificate.
    func signed(_ other: Certificate) -> Bool {
        other.issuer == certificate.subject && certificate.publicKey.isValidSignature(other.signature, for: other)
    }

    /// Whether it has less than a year left, so that another has to take over.
    func isAging(_ now: Int64) -> Bool { certificate.ends - now < Self.leafLife }
}
