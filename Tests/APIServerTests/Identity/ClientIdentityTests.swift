import Crypto
import SwiftASN1
import Testing
import X509

@testable import APIServer

@Suite struct ClientIdentityTests {
    private static let now = PKIFixture.start
    private let key = P256.Signing.PrivateKey()

    private func certificate(
        _ subject: DistinguishedName,
        usage: ExtendedKeyUsage? = try? ExtendedKeyUsage([.clientAuth])
    ) throws -> [UInt8] {
        let certificate = try Certificate(
            publicKey: Certificate.PublicKey(key.publicKey),
            subject: subject,
            issuer: subject,
            validity: Self.now - 10...Self.now + 10,
            extensions: Certificate.Extensions { if let usage { usage } },
            signedBy: Certificate.PrivateKey(key)
        )
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return serializer.serializedBytes
    }

    @Test func nameAndOrganizationsAreUserAndGroups() throws {
        let bytes = try certificate(
            DistinguishedName {
                OrganizationName("dev")
                CommonName("early")
                OrganizationName("ops")
                CommonName("jane")
            }
        )
        let identity = try ClientIdentity(derEncoded: bytes, now: Self.now)
        #expect(identity.user == User(name: "jane", groups: ["dev", "ops", "system:authenticated"]))
        #expect(identity.ends == Self.now + 10)
    }

    @Test(
        arguments: [
            (-11, ClientIdentityError.notYetValid), (-10, nil), (10, nil), (11, .expired),
        ] as [(Int64, ClientIdentityError?)]
    )
    func timeCounts(_ offset: Int64, _ expected: ClientIdentityError?) throws {
        let bytes = try certificate(DistinguishedName { CommonName("jane") })
        #expect(refusal(bytes, now: Self.now + offset) == expected)
    }

    @Test func mustHaveAName() throws {
        #expect(refusal(try certificate(DistinguishedName { OrganizationName("dev") })) == .noName)
        #expect(refusal(try certificate(DistinguishedName { CommonName("") })) == .noName)
    }

    @Test func mustBeForClients() throws {
        let name = try DistinguishedName { CommonName("jane") }
        #expect(refusal(try certificate(name, usage: nil)) == .notForClients)
        #expect(refusal(try certificate(name, usage: ExtendedKeyUsage([.serverAuth]))) == .notForClients)
        #expect(refusal(try certificate(name, usage: ExtendedKeyUsage([.serverAuth, .clientAuth]))) == nil)
    }

    @Test func noiseIsUnreadable() {
        #expect(refusal([1, 2, 3]) == .unreadable)
    }

    private func refusal(_ bytes: [UInt8], now: Int64 = now) -> ClientIdentityError? {
        do throws(ClientIdentityError) {
            _ = try ClientIdentity(derEncoded: bytes, now: now)
            return nil
        } catch {
            return error
        }
    }
}
