import Crypto
import SwiftASN1
import X509

/// A certificate and its key.
struct Credential: Sendable {
    let certificate: Certificate
    let key: P256.Signing.PrivateKey
    /// With a newline at the end, as in the file.
    let certificatePEM: String
    let keyPEM: String

    /// - Throws: What the library throws.
    init(certificate: Certificate, key: P256.Signing.PrivateKey) throws {
        self.certificate = certificate
        self.key = key
        certificatePEM = try certificate.serializeAsPEM().pemString + "\n"
        keyPEM = key.pemRepresentation + "\n"
    }

    /// Reads `<name>.crt` and `<name>.key`; nil when they are not both there, whole and of one another.
    init?(_ name: String, in directory: borrowing IdentityDirectory) {
        guard
            let certificatePEM = try? directory.secretText(of: "\(name).crt"),
            let keyPEM = try? directory.secretText(of: "\(name).key"),
            let certificate = try? Certificate(pemEncoded: certificatePEM),
            let key = try? P256.Signing.PrivateKey(pemRepresentation: keyPEM),
            Certificate.PublicKey(key.publicKey) == certificate.publicKey
        else { return nil }
        self.certificate = certificate
        self.key = key
        self.certificatePEM = certificatePEM
        self.keyPEM = keyPEM
    }

    /// Writes both files. A process that is killed in between leaves two that do not fit, and `init?` sees that.
    func write(_ name: String, in directory: borrowing IdentityDirectory) throws(IdentityError) {
        try directory.writeSecret("\(name).key", keyPEM)
        try directory.writeSecret("\(name).crt", certificatePEM)
    }
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "<certificate and key of \(certificate.subject)>" }
    var debugDescription: String { description }
    /// No children, so that `dump` does not show the key.
    var customMirror: Mirror { Mirror(self, children: []) }
}
