package import KubeObjects
import SwiftASN1
import X509

/// What is told of a file that holds a certificate: of the first one in it, which is the one that is shown to peers.
package final class CertificateSummary: Sendable {
    /// Larger files are not looked at, in bytes.
    package static let largest = 65_536
    private static let longestSubject = 256
    private static let beginning = "-----BEGIN CERTIFICATE-----"

    /// `CN=web.example.org`.
    package let subject: String
    /// The last second in which it is valid, since 1970.
    package let notAfter: Int64

    /// Nil where the file holds no certificate that can be read.
    init?(_ file: SecretBytes) {
        let blocks = file.withBytes { PEMBlock.blocks(in: $0) }
        guard let block = blocks.first(where: { $0.label == "CERTIFICATE" }),
            let certificate = try? Certificate(derEncoded: block.bytes.withBytes { Array($0) })
        else { return nil }
        subject = String("\(certificate.subject)".prefix(Self.longestSubject))
        notAfter = certificate.ends
    }

    /// Whether it is worth a look: the file begins as a certificate does.
    package static func mayBe(in file: SecretBytes) -> Bool {
        guard file.count <= largest else { return false }
        return file.withBytes { $0.starts(with: beginning.utf8) }
    }

    var json: JSONValue { ["subject": .string(subject), "notAfter": .string(Timestamp.text(notAfter))] }
}
