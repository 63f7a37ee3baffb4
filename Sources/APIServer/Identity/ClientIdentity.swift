package import NIOSSL
import SwiftASN1
import X509

/// Who a client is by its certificate, whose signature the handshake has checked.
///
/// The common name is the user, the organizations are the groups.
/// Source: Kubernetes apiserver/pkg/authentication/request/x509, CommonNameUserConversion.
package struct ClientIdentity: Hashable, Sendable {
    package let user: User
    /// The last second in which the certificate is valid, since 1970. A connection may live longer.
    package let ends: Int64

    /// - Parameter now: Seconds since 1970. A resumed TLS session is not verified again, so the time is checked here.
    package init(_ certificate: NIOSSLCertificate, now: Int64) throws(ClientIdentityError) {
        guard let bytes = try? certificate.toDERBytes() else { throw .unreadable }
        try self.init(derEncoded: bytes, now: now)
    }

    init(derEncoded bytes: [UInt8], now: Int64) throws(ClientIdentityError) {
        guard let certificate = try? Certificate(derEncoded: bytes) else { throw .unreadable }
        guard let usage = try? certificate.extensions.extendedKeyUsage,
            usage.contains(.clientAuth) || usage.contains(.any)
        else { throw .notForClients }
        guard certificate.begins <= now else { throw .notYetValid }
        guard now <= certificate.ends else { throw .expired }
        var name = ""
        var groups: [String] = []
        for attribute in certificate.subject.joined() {
            guard let text = String(attribute.value) else { continue }
            switch attribute.type {
            // The last one counts, as for Kubernetes.
            case .RDNAttributeType.commonName: name = text
            case .RDNAttributeType.organizationName: groups.append(text)
            default: break
            }
        }
        guard !name.isEmpty else { throw .noName }
        user = User(name: name, groups: groups + [User.authenticated])
        ends = certificate.ends
    }
}
