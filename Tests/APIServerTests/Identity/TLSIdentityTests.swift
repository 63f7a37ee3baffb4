import NIOSSL
import Testing

@testable import APIServer

@Suite struct TLSIdentityTests {
    private static let admin = "secretd-admin system:masters,system:authenticated"
    private static let anonymous = "system:anonymous"
    let fixture: PKIFixture
    let now = PKIFixture.now

    init() throws { fixture = try PKIFixture() }

    /// What the server makes of a client with this credential that trusts these authorities.
    private func outcome(
        _ identity: TLSIdentity,
        trusting authorityPEM: String,
        showing credential: Credential? = nil,
        _ change: (inout TLSConfiguration) -> Void = { _ in }
    ) async throws -> String {
        try await Handshake.outcome(identity, now: now) { configuration in
            let roots = try NIOSSLCertificate.fromPEMBytes(Array(authorityPEM.utf8))
            configuration.trustRoots = .certificates(roots)
            configuration.applicationProtocols = ["h2", "http/1.1"]
            if let credential {
                let certificate = try NIOSSLCertificate(bytes: Array(credential.certificatePEM.utf8), format: .pem)
                let key = try NIOSSLPrivateKey(bytes: Array(credential.keyPEM.utf8), format: .pem)
                configuration.certificateChain = [.certificate(certificate)]
                configuration.privateKey = .privateKey(key)
            }
            change(&configuration)
        }
    }

    @Test(arguments: [TLSVersion.tlsv12, .tlsv13])
    func clientCertificateSaysWhoItIs(_ version: TLSVersion) async throws {
        let pki = try fixture.open(now: now)
        let (identity, trust, admin) = (try TLSIdentity(pki), pki.authorityPEM, pki.admin)
        let text = try await outcome(identity, trusting: trust, showing: admin) { $0.maximumTLSVersion = version }
        #expect(text == Self.admin)
    }

    @Test func opensslAgreesOnHTTPAndIsToldTheAuthority() async throws {
        let identity = try TLSIdentity(try fixture.open(now: now))
        let answer = try await Handshake.withServer(identity, now: now) { port in
            try fixture.openssl(
                "s_client",
                "-connect",
                "127.0.0.1:\(port)",
                "-alpn",
                "h2,http/1.1",
                "-CAfile",
                "@ca.crt",
                "-verify_return_error",
                "-verify_ip",
                "127.0.0.1"
            )
        }
        for text in ["ALPN protocol: http/1.1", "Verify return code: 0 (ok)", "CN = secretd-ca", "TLSv1.3"] {
            #expect(answer.contains(text))
        }
    }

    @Test(arguments: [TLSVersion.tlsv12, .tlsv13])
    func noCertificateIsAnonymous(_ version: TLSVersion) async throws {
        let pki = try fixture.open(now: now)
        let (identity, trust) = (try TLSIdentity(pki), pki.authorityPEM)
        let text = try await outcome(identity, trusting: trust) { $0.maximumTLSVersion = version }
        #expect(text == Self.anonymous)
    }

    @Test func oldTLSIsRefused() async throws {
        let pki = try fixture.open(now: now)
        let (identity, trust, admin) = (try TLSIdentity(pki), pki.authorityPEM, pki.admin)
        let text = try await outcome(identity, trusting: trust, showing: admin) { $0.maximumTLSVersion = .tlsv11 }
        #expect(text == "refused")
    }

    @Test(arguments: [TLSVersion.tlsv12, .tlsv13])
    func certificateOfAForeignAuthorityIsRefused(_ version: TLSVersion) async throws {
        let other = try PKIFixture()
        let foreign = try other.open(now: now).admin
        let pki = try fixture.open(now: now)
        let (identity, trust) = (try TLSIdentity(pki), pki.authorityPEM)
        let text = try await outcome(identity, trusting: trust, showing: foreign) { $0.maximumTLSVersion = version }
        #expect(text == "refused")
    }

    @Test func expiredCertificateIsRefused() async throws {
        let pki = try fixture.open(now: now)
        let expired = try pki.authority.current.issue(.admin, now: now - 366 * 86400)
        let (identity, trust) = (try TLSIdentity(pki), pki.authorityPEM)
        #expect(try await outcome(identity, trusting: trust, showing: expired) == "refused")
    }

    @Test func certificateForServersIsRefused() async throws {
        let pki = try fixture.open(now: now)
        let (identity, trust, server) = (try TLSIdentity(pki), pki.authorityPEM, pki.server)
        #expect(try await outcome(identity, trusting: trust, showing: server) == "refused")
    }

    @Test func clientThatTrustsAnotherAuthorityBreaksOff() async throws {
        let other = try PKIFixture()
        let foreign = try other.open(now: now).authorityPEM
        let identity = try TLSIdentity(try fixture.open(now: now))
        #expect(try await outcome(identity, trusting: foreign) == "refused")
    }

    @Test func newConnectionsGetTheNewCertificate() async throws {
        // Made nine years ago and renewed a day before its authority comes into its last year.
        let year = PKIFixture.year
        var pki = try fixture.open(now: now - 9 * year - 86400)
        #expect(try pki.renew(now: now - 2 * 86400))
        let (oldTrust, oldAdmin) = (pki.authorityPEM, pki.admin)
        let identity = try TLSIdentity(pki)
        #expect(try await outcome(identity, trusting: oldTrust, showing: oldAdmin) == Self.admin)

        #expect(try pki.renew(now: now))
        let (newTrust, newAdmin) = (pki.authorityPEM, pki.admin)
        #expect(try await outcome(identity, trusting: oldTrust, showing: newAdmin) == "refused")
        try identity.replace(with: pki)
        #expect(try await outcome(identity, trusting: newTrust, showing: newAdmin) == Self.admin)
        // The old authority is trusted for clients until it ends, and does not vouch for the server any more.
        #expect(try await outcome(identity, trusting: newTrust, showing: oldAdmin) == Self.admin)
        #expect(try await outcome(identity, trusting: oldTrust, showing: oldAdmin) == "refused")
    }
}
