import TestSupport
import Testing

@testable import APIServer

@Suite struct X509KeyPairCheckTests {
    /// Keys of every kind with a certificate each, made once.
    private static let samples: Result<[String: (certificate: String, key: String)], any Error> = Result {
        let place = try TemporaryDirectory()
        var samples: [String: (certificate: String, key: String)] = [:]
        for (name, options) in [
            ("rsa", ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]),
            ("rsa2", ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]),
            ("small", ["RSA", "-pkeyopt", "rsa_keygen_bits:1024"]),
            ("p256", ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]),
            ("p256b", ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]),
            ("p384", ["EC", "-pkeyopt", "ec_paramgen_curve:P-384"]),
            ("p521", ["EC", "-pkeyopt", "ec_paramgen_curve:P-521"]),
            ("p224", ["EC", "-pkeyopt", "ec_paramgen_curve:P-224"]), ("ed25519", ["ED25519"]),
        ] {
            let key = place.appending(name)
            _ = try PKIFixture.openssl(["genpkey", "-quiet", "-out", key, "-algorithm"] + options)
            let request = ["req", "-x509", "-key", key, "-subj", "/CN=x"]
            samples[name] = (try PKIFixture.openssl(request), try PKIFixture.openssl(["pkey", "-in", key]))
            if name == "rsa" || name == "p256" {
                let old = try PKIFixture.openssl(["pkey", "-in", key, "-traditional"])
                samples[name + "-traditional"] = (try PKIFixture.openssl(request), old)
            }
        }
        return samples
    }

    private func warning(_ certificate: String, _ key: String) -> String? {
        Array(certificate.utf8).withUnsafeBytes { certificate in
            Array(key.utf8).withUnsafeBytes { X509KeyPairCheck.warning(certificate: certificate, key: $0) }
        }
    }

    private func sample(_ name: String) throws -> (certificate: String, key: String) {
        try #require(try Self.samples.get()[name])
    }

    @Test(arguments: [
        "rsa", "rsa-traditional", "p256", "p256-traditional", "p384", "p521", "p224", "ed25519", "small",
    ])
    func pairsFit(_ name: String) throws {
        let (certificate, key) = try sample(name)
        #expect(warning(certificate, key) == nil)
        // Go reads the first of a chain, CRLF, and what stands around the blocks.
        let other = try sample("rsa2").certificate
        let dressed = "x\n" + certificate.replacing("\n", with: "\r\n") + "\nsome text\n" + other
        #expect(warning(dressed, "Bag: x\n" + key) == nil)
    }

    @Test(arguments: [
        ("rsa", "rsa2", "tls: private key does not match public key"),
        ("p256", "p256b", "tls: private key does not match public key"),
        ("p256", "p384", "tls: private key does not match public key"),
        ("rsa", "p256", "tls: private key type does not match public key type"),
        ("ed25519", "rsa", "tls: private key type does not match public key type"),
        ("p521", "ed25519", "tls: private key type does not match public key type"),
    ])
    func strangersDoNot(_ certificate: String, _ key: String, _ text: String) throws {
        #expect(warning(try sample(certificate).certificate, try sample(key).key) == text)
    }

    @Test func whatIsNoPEM() throws {
        let (certificate, key) = try sample("p256")
        for nothing in ["", "hello", "-----BEGIN CERTIFICATE-----", String(certificate.prefix(100))] {
            #expect(warning(nothing, key) == "tls: failed to find any PEM data in certificate input")
            #expect(warning(certificate, nothing) == "tls: failed to find any PEM data in key input")
        }
    }

    @Test func whatIsTheWrongPEM() throws {
        let (certificate, key) = try sample("p256")
        let switched = try #require(warning(key, certificate))
        #expect(switched.hasSuffix("but did find a private key; PEM inputs may have been switched"))
        #expect(
            warning(certificate, certificate)
                == "tls: found a certificate rather than a key in the PEM for the private key"
        )
        let hidden = "-----BEGIN hunter2-----\nAAAA\n-----END hunter2-----\n"
        let publicKey = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"
        #expect(warning(hidden + publicKey, key)?.hasSuffix("of the following types: [other PUBLIC KEY]") == true)
        #expect(warning(certificate, hidden)?.hasSuffix("of the following types: [other]") == true)
    }

    @Test func whatDoesNotParse() throws {
        let (certificate, key) = try sample("p256")
        let noise = { (_ label: String) in "-----BEGIN \(label)-----\nAAAA\n-----END \(label)-----\n" }
        #expect(warning(noise("CERTIFICATE"), key) == "x509: malformed certificate")
        #expect(warning(certificate, noise("PRIVATE KEY")) == "tls: failed to parse private key")
        #expect(warning(certificate, noise("ENCRYPTED PRIVATE KEY")) == "tls: failed to parse private key")
    }

    @Test func blocksBeforeTheKeyArePassedOver() throws {
        let (certificate, key) = try sample("p256-traditional")
        let parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
        #expect(key.contains("EC PRIVATE KEY"))
        #expect(warning(certificate, parameters + key) == nil)
    }
}
