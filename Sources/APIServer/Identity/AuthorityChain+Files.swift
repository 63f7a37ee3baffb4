import Crypto
import SwiftASN1
import X509

extension AuthorityChain {
    private static let certificateFile = "ca.crt"
    private static let keyFile = "ca.key"
    /// The next authority's key, until the certificate is in place.
    private static let nextKeyFile = "ca.next.key"

    /// A first authority. The key comes first: `load` makes the certificate when it finds the key alone.
    static func make(in directory: borrowing IdentityDirectory, now: Int64) throws(IdentityError) -> AuthorityChain {
        let key = P256.Signing.PrivateKey()
        let made = try AuthorityChain(CertificateAuthority(selfSigning: key, now: now), former: [])
        try directory.writeSecret(keyFile, key.pemRepresentation + "\n")
        try directory.writePublic(certificateFile, made.pem)
        return made
    }

    /// What the files say; nil when there are none.
    ///
    /// - Throws: `IdentityError` when they are not whole or do not fit. Then nothing was changed.
    static func load(
        from directory: borrowing IdentityDirectory,
        now: Int64
    ) throws(IdentityError) -> AuthorityChain? {
        let keyPath = directory.path(of: keyFile)
        let certificatePath = directory.path(of: certificateFile)
        let certificateText = try directory.text(of: certificateFile)
        guard let keyText = try directory.secretText(of: keyFile) else {
            guard certificateText == nil else {
                throw .authorityKeyMissing(key: keyPath, certificate: certificatePath)
            }
            return nil
        }
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: keyText) else {
            throw .authorityKeyUnreadable(key: keyPath, certificate: certificatePath)
        }
        guard let certificateText else {
            let made = try AuthorityChain(CertificateAuthority(selfSigning: key, now: now), former: [])
            try directory.writePublic(certificateFile, made.pem)
            return made
        }
        let certificates = certificates(in: certificateText)
        guard let first = certificates.first else {
            throw .authorityCertificateUnreadable(certificate: certificatePath)
        }
        let former = Array(certificates.dropFirst())
        if let authority = CertificateAuthority(certificate: first, key: key) {
            try directory.remove(nextKeyFile)
            return try AuthorityChain(authority, former: former)
        }
        // Killed between the two steps of `renew`: the certificate is the new one, its key is not in place yet.
        if let nextText = try directory.secretText(of: nextKeyFile),
            let next = try? P256.Signing.PrivateKey(pemRepresentation: nextText),
            let authority = CertificateAuthority(certificate: first, key: next)
        {
            try directory.rename(nextKeyFile, to: keyFile)
            return try AuthorityChain(authority, former: former)
        }
        throw .authorityKeyMismatch(key: keyPath, certificate: certificatePath)
    }

    /// Lets another authority take over when this one has less than a year left, and forgets those that have ended.
    ///
    /// - Returns: Whether anything changed.
    mutating func renew(in directory: borrowing IdentityDirectory, now: Int64) throws(IdentityError) -> Bool {
        guard current.isAging(now) else {
            let alive = former.filter { $0.ends >= now }
            guard alive.count < former.count else { return false }
            let shorter = try AuthorityChain(current, former: alive)
            try directory.writePublic(Self.certificateFile, shorter.pem)
            self = shorter
            return true
        }
        let key = P256.Signing.PrivateKey()
        let next = try AuthorityChain(
            CertificateAuthority(selfSigning: key, now: now),
            former: roots.filter { $0.ends >= now }
        )
        try directory.writeSecret(Self.nextKeyFile, key.pemRepresentation + "\n")
        try directory.writePublic(Self.certificateFile, next.pem)
        try directory.rename(Self.nextKeyFile, to: Self.keyFile)
        self = next
        return true
    }

    /// None when the text is not a list of certificates from end to end.
    private static func certificates(in text: String) -> [Certificate] {
        guard let documents = try? PEMDocument.parseMultiple(pemString: text) else { return [] }
        return (try? documents.map { try Certificate(pemDocument: $0) }) ?? []
    }
}
