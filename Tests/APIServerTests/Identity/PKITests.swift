import LinuxSystem
import TestSupport
import Testing
import X509

@testable import APIServer

@Suite struct PKITests {
    let fixture: PKIFixture

    init() throws { fixture = try PKIFixture() }

    @Test func firstStartMakesEverything() throws {
        _ = try fixture.open()
        let directory = try fixture.directory()
        #expect(try directory.status().mode == 0o700)
        var modes: [String: UInt16] = [:]
        for entry in try directory.entries() { modes[entry.name] = try directory.status(of: entry.name).mode }
        #expect(
            modes == [
                "ca.crt": 0o644, "ca.key": 0o600, "server.crt": 0o600, "server.key": 0o600, "admin.crt": 0o600,
                "admin.key": 0o600,
            ]
        )
    }

    @Test func secondStartChangesNothing() throws {
        _ = try fixture.open()
        let before = try fixture.everything()
        var pki = try fixture.open(now: PKIFixture.start + 1000)
        #expect(try pki.renew(now: PKIFixture.start + 2000) == false)
        #expect(try fixture.everything() == before)
    }

    @Test func looseModesAreTightened() throws {
        _ = try fixture.open()
        let before = try fixture.everything()
        for name in ["ca.key", "server.key", "admin.key"] {
            let text = try fixture.text(name)
            try Array(text.utf8).withUnsafeBytes { try fixture.directory().replace(name, with: $0, mode: 0o644) }
        }
        try fixture.directory().changeMode(0o755)
        _ = try fixture.open()
        let directory = try fixture.directory()
        #expect(try directory.status().mode == 0o700)
        for name in ["ca.key", "server.key", "admin.key"] { #expect(try directory.status(of: name).mode == 0o600) }
        #expect(try fixture.everything() == before)
    }

    @Test func directoryThatIsALinkIsRefused() throws {
        let state = try Directory(opening: fixture.place.path)
        try state.makeDirectory("elsewhere", mode: 0o700)
        try state.makeLink("pki", to: "elsewhere")
        #expect(throws: IdentityError.self) { _ = try fixture.open() }
        #expect(try state.open("elsewhere").isEmpty())
    }

    @Test func directoryAboveMustBeThere() {
        let path = fixture.path + "/a/b"
        #expect(throws: IdentityError.self) {
            _ = try PKI.open(directory: path, hostname: "h", listenAddress: "::", now: 0)
        }
    }

    @Test func opensslTakesTheChain() throws {
        _ = try fixture.open(now: PKIFixture.now, listenAddress: "192.0.2.7")
        try fixture.openssl("verify", "-x509_strict", "-CAfile", "@ca.crt", "-purpose", "sslserver", "@server.crt")
        try fixture.openssl("verify", "-x509_strict", "-CAfile", "@ca.crt", "-purpose", "sslclient", "@admin.crt")
        #expect(throws: PKIFixture.OpenSSLFailure.self) {
            try fixture.openssl("verify", "-CAfile", "@ca.crt", "-purpose", "sslclient", "@server.crt")
        }
    }

    @Test(arguments: [
        ("-checkip", "127.0.0.1", true), ("-checkip", "::1", true), ("-checkip", "192.0.2.7", true),
        ("-checkip", "192.0.2.8", false), ("-checkhost", "localhost", true), ("-checkhost", "secretd", true),
        ("-checkhost", "secretd.local", true), ("-checkhost", "box.example", true), ("-checkhost", "other", false),
    ])
    func opensslFindsTheName(_ option: String, _ name: String, _ isThere: Bool) throws {
        _ = try fixture.open(now: PKIFixture.now, listenAddress: "192.0.2.7")
        let answer = try fixture.openssl("x509", "-in", "@server.crt", "-noout", option, name)
        #expect(answer.contains("does match") == isThere)
    }

    @Test func opensslReadsSubjectsAndUses() throws {
        _ = try fixture.open()
        let authority = try fixture.openssl("x509", "-in", "@ca.crt", "-noout", "-text")
        for text in [
            "CN = secretd-ca", "CA:TRUE", "Certificate Sign", "Not Before: Dec 31 23:00:00 2025 GMT",
            "Not After : Dec 30 00:00:00 2035 GMT", "prime256v1",
        ] {
            #expect(authority.contains(text))
        }
        let admin = try fixture.openssl("x509", "-in", "@admin.crt", "-noout", "-text")
        for text in [
            "O = system:masters, CN = secretd-admin", "TLS Web Client Authentication", "CA:FALSE",
            "Not Before: Dec 31 23:00:00 2025 GMT", "Not After : Jan  1 00:00:00 2027 GMT",
        ] {
            #expect(admin.contains(text))
        }
        try fixture.openssl("pkey", "-in", "@admin.key", "-check", "-noout")
    }

    @Test func keysDoNotPrint() throws {
        let pki = try fixture.open()
        var dumped = "\(pki.admin) \(String(reflecting: pki.admin))"
        dump(pki.admin, to: &dumped)
        #expect(dumped.contains("CN=secretd-admin"))
        #expect(!dumped.contains("PRIVATE KEY"))
    }

    @Test func newNameGetsANewServerCertificate() throws {
        _ = try fixture.open()
        let before = try fixture.everything()
        _ = try fixture.open(hostname: "renamed.example")
        let after = try fixture.everything()
        #expect(after["server.crt"] != before["server.crt"])
        for name in ["ca.crt", "ca.key", "admin.crt", "admin.key"] { #expect(after[name] == before[name]) }
        // One name less is no reason.
        _ = try fixture.open(hostname: "")
        #expect(try fixture.everything() == after)
    }
}
