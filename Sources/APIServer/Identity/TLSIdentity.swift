package import NIOSSL
import Synchronization

/// What the server shows in TLS handshakes and whom it believes: connections that come after `replace` get the new
/// certificate, those that are open keep the old one.
///
/// TLS 1.2 or newer, HTTP/1.1. A client may show no certificate, so that it can show a token later; one that shows a
/// certificate of no authority of ours, or an expired one, or one that is not for clients, fails the handshake.
package final class TLSIdentity: Sendable {
    private let current: Mutex<NIOSSLContext>

    /// - Throws: `IdentityError.tls`.
    package init(_ pki: borrowing PKI) throws(IdentityError) {
        current = Mutex(try Self.makeContext(pki))
    }

    /// For the next connection.
    package var context: NIOSSLContext { current.withLock { $0 } }

    /// The handler for the next connection.
    package func makeHandler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: context) }

    /// Takes what `PKI.renew` made.
    ///
    /// - Throws: `IdentityError.tls`; then the old one stays.
    package func replace(with pki: borrowing PKI) throws(IdentityError) {
        let new = try Self.makeContext(pki)
        current.withLock { $0 = new }
    }

    private static func makeContext(_ pki: borrowing PKI) throws(IdentityError) -> NIOSSLContext {
        let server = pki.server
        let authorityPEM = pki.authorityPEM
        do {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(server.certificatePEM.utf8))
            let key = try NIOSSLPrivateKey(bytes: Array(server.keyPEM.utf8), format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(key)
            )
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authorityPEM.utf8)))
            configuration.certificateVerification = .optionalVerification
            // So that a client with several certificates knows which one to show.
            configuration.sendCANameList = true
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .tls("\(error)")
        }
    }
}
