import FoundationEssentials
import X509

/// The one place that knows Foundation's dates, which the certificate library speaks.
extension Certificate {
    /// The first second in which the certificate is valid, since 1970.
    var begins: Int64 { Int64(clamping: Int(notValidBefore.timeIntervalSince1970.rounded(.down))) }

    /// The last second in which it is valid, since 1970.
    var ends: Int64 { Int64(clamping: Int(notValidAfter.timeIntervalSince1970.rounded(.down))) }

    /// Whether `now`, in seconds since 1970, is within the certificate's time.
    func isValid(at now: Int64) -> Bool { begins <= now && now <= ends }

    /// A signed certificate, version 3, with a random serial number.
    ///
    /// - Parameter validity: In seconds since 1970.
    /// - Throws: What the library throws.
    init(
        publicKey: PublicKey,
        subject: DistinguishedName,
        issuer: DistinguishedName,
        validity: ClosedRange<Int64>,
        extensions: Extensions,
        signedBy key: PrivateKey
    ) throws {
        try self.init(
            version: .v3,
            serialNumber: SerialNumber(),
            publicKey: publicKey,
            notValidBefore: Date(timeIntervalSince1970: Double(validity.lowerBound)),
            notValidAfter: Date(timeIntervalSince1970: Double(validity.upperBound)),
            issuer: issuer,
            subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: extensions,
            issuerPrivateKey: key
        )
    }
}
