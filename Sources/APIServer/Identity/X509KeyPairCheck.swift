import Crypto
import KubeObjects
import NIOSSL
import SwiftASN1
import X509

/// Do a certificate and a key belong together? What Kubernetes warns about when a TLS Secret is written.
///
/// The texts are those of Go's crypto/tls.X509KeyPair, which Kubernetes passes on. None holds a piece of the input.
/// RSA, ECDSA and Ed25519 keys in PKCS #1, PKCS #8 or SEC 1.
package enum X509KeyPairCheck {
    /// The warning; nil when the two fit, or are of a kind that is not known here.
    package static func warning(certificate: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer) -> String? {
        let certificateBlocks = PEMBlock.blocks(in: certificate)
        guard let leaf = certificateBlocks.first(where: { $0.label == "CERTIFICATE" }) else {
            return missingCertificate(certificateBlocks.map(\.label))
        }
        let keyBlocks = PEMBlock.blocks(in: key)
        guard let keyBlock = keyBlocks.first(where: { isKey($0.label) }) else {
            return missingKey(keyBlocks.map(\.label))
        }
        let leafBytes = leaf.bytes.withBytes { Array($0) }
        guard let leafKey = try? Certificate(derEncoded: leafBytes).publicKey else {
            // The TLS library knows more kinds of keys; what neither reads is broken.
            let isKnown = (try? NIOSSLCertificate(bytes: leafBytes, format: .der)) != nil
            return isKnown ? nil : "x509: malformed certificate"
        }
        let keyBytes = keyBlock.bytes.withBytes { Array($0) }
        guard let privateKey = privateKey(keyBytes) else {
            let isKnown = (try? NIOSSLPrivateKey(bytes: keyBytes, format: .der)) != nil
            return isKnown ? nil : "tls: failed to parse private key"
        }
        guard Kind(privateKey.publicKey) == Kind(leafKey) else {
            return "tls: private key type does not match public key type"
        }
        return privateKey.publicKey == leafKey ? nil : "tls: private key does not match public key"
    }

    private enum Kind {
        case ecdsa, ed25519, rsa

        init(_ key: Certificate.PublicKey) {
            if Curve25519.Signing.PublicKey(key) != nil {
                self = .ed25519
            } else if P256.Signing.PublicKey(key) != nil || P384.Signing.PublicKey(key) != nil
                || P521.Signing.PublicKey(key) != nil
            {
                self = .ecdsa
            } else {
                self = .rsa
            }
        }
    }

    /// By what the bytes are, whatever the block is called.
    private static func privateKey(_ bytes: [UInt8]) -> Certificate.PrivateKey? {
        for form in ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"] {
            let document = PEMDocument(type: form, derBytes: bytes)
            if let key = try? Certificate.PrivateKey(pemDocument: document) { return key }
        }
        return nil
    }

    private static func isKey(_ label: String) -> Bool { label == "PRIVATE KEY" || label.hasSuffix(" PRIVATE KEY") }

    private static func missingCertificate(_ labels: [String]) -> String {
        if labels.isEmpty { return "tls: failed to find any PEM data in certificate input" }
        if labels.count == 1, labels[0].hasSuffix("PRIVATE KEY") {
            return "tls: failed to find certificate PEM data in certificate input, but did find a private key; "
                + "PEM inputs may have been switched"
        }
        return "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks "
            + "of the following types: \(list(labels))"
    }

    private static func missingKey(_ labels: [String]) -> String {
        if labels.isEmpty { return "tls: failed to find any PEM data in key input" }
        if labels == ["CERTIFICATE"] {
            return "tls: found a certificate rather than a key in the PEM for the private key"
        }
        return "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping PEM "
            + "blocks of the following types: \(list(labels))"
    }

    /// A label is part of the secret's data: only well-known ones are shown.
    private static func list(_ labels: [String]) -> String {
        "[" + labels.map { knownLabels.contains($0) ? $0 : "other" }.joined(separator: " ") + "]"
    }

    private static let knownLabels: Set<String> = [
        "CERTIFICATE", "CERTIFICATE REQUEST", "DH PARAMETERS", "EC PARAMETERS", "EC PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY", "PRIVATE KEY", "PUBLIC KEY", "RSA PRIVATE KEY", "TRUSTED CERTIFICATE", "X509 CRL",
    ]
}
