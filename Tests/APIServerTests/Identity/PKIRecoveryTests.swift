import Crypto
import LinuxSystem
import Testing
import X509

@testable import APIServer

/// What a process finds that was killed at any point, and what people do to files.
@Suite struct PKIRecoveryTests {
    let fixture: PKIFixture

    init() throws { fixture = try PKIFixture() }

    /// Broken in some way: by name, the text that it gets.
    enum Damage: CaseIterable {
        case missing, empty, half, other, link
    }

    private func damage(_ name: String, _ damage: Damage) throws {
        let text = try fixture.text(name)
        switch damage {
        case .missing: try fixture.remove(name)
        case .empty: try fixture.put("", name)
        case .half: try fixture.put(String(text.prefix(text.count / 2)), name)
        case .other:
            let other = try PKIFixture()
            _ = try other.open()
            try fixture.put(try other.text(name), name)
        case .link:
            try fixture.directory().rename(name, to: "moved")
            try fixture.directory().makeLink(name, to: "moved")
        }
    }

    @Test(arguments: ["server", "admin"], Damage.allCases)
    func leafIsIssuedAgain(_ name: String, _ kind: Damage) throws {
        _ = try fixture.open()
        let before = try fixture.everything()
        for file in ["\(name).crt", "\(name).key"] {
            try damage(file, kind)
            let pki = try fixture.open()
            let leaf = name == "server" ? pki.server : pki.admin
            #expect(pki.authority.current.signed(leaf.certificate))
            #expect(try fixture.text("\(name).crt") == leaf.certificatePEM)
            #expect(try fixture.text("\(name).key") == leaf.keyPEM)
        }
        #expect(try fixture.text("ca.crt") == before["ca.crt"])
        #expect(try fixture.text("ca.key") == before["ca.key"])
    }

    @Test(arguments: [
        ("ca.key", Damage.missing), ("ca.key", .empty), ("ca.key", .half), ("ca.key", .other), ("ca.key", .link),
        ("ca.crt", .empty), ("ca.crt", .half), ("ca.crt", .other), ("ca.crt", .link),
    ])
    func damagedAuthorityIsAnErrorAndStays(_ file: String, _ kind: Damage) throws {
        _ = try fixture.open()
        try damage(file, kind)
        let before = try state()
        let error = try #require(throws: IdentityError.self) { _ = try fixture.open() }
        #expect("\(error)".contains(fixture.path))
        #expect("\(error)".contains(file))
        #expect(!"\(error)".contains("BEGIN"))
        #expect(try state() == before)
    }

    @Test func errorsSayWhatDeletingMeans() {
        let missing = IdentityError.authorityKeyMissing(key: "/s/ca.key", certificate: "/s/ca.crt")
        #expect("\(missing)".contains("delete /s/ca.crt"))
        #expect("\(missing)".contains("handed out so far are refused"))
    }

    @Test func keyAloneGetsItsCertificate() throws {
        _ = try fixture.open()
        let key = try fixture.text("ca.key")
        try fixture.remove("ca.crt")
        let pki = try fixture.open()
        #expect(try fixture.text("ca.key") == key)
        #expect(pki.authority.current.signed(pki.server.certificate))
    }

    @Test func withoutAuthorityEverythingIsNew() throws {
        _ = try fixture.open()
        let before = try fixture.everything()
        try fixture.remove("ca.crt")
        try fixture.remove("ca.key")
        _ = try fixture.open()
        let after = try fixture.everything()
        for (name, text) in after { #expect(text != before[name], "\(name)") }
    }

    @Test func successionKilledBeforeTheCertificate() throws {
        _ = try fixture.open()
        let before = try fixture.everything()
        try fixture.put(P256.Signing.PrivateKey().pemRepresentation, "ca.next.key")
        _ = try fixture.open()
        #expect(try fixture.everything() == before)
    }

    @Test func successionKilledBeforeTheKeyIsInPlace() throws {
        _ = try fixture.open()
        let oldKey = try fixture.text("ca.key")
        let late = PKIFixture.start + 9 * PKIFixture.year + 1000
        _ = try fixture.open(now: late)
        let newKey = try fixture.text("ca.key")
        try fixture.put(newKey, "ca.next.key")
        try fixture.put(oldKey, "ca.key")
        let pki = try fixture.open(now: late)
        #expect(try fixture.text("ca.key") == newKey)
        #expect(try fixture.directory().contents(of: "ca.next.key", limit: 1) == nil)
        #expect(pki.authority.roots.count == 2)
    }

    @Test func leftoversOfReplacementDoNotMatter() throws {
        _ = try fixture.open()
        let before = try fixture.everything()
        for name in before.keys { try fixture.put("-----BEGIN", ".\(name).new") }
        _ = try fixture.open()
        for (name, text) in before { #expect(try fixture.text(name) == text) }
    }

    /// Names, kinds and, for files, texts.
    private func state() throws -> [String] {
        try fixture.directory().entries().map { entry in
            "\(entry.name) \(entry.kind) " + (entry.kind == .file ? try fixture.text(entry.name) : "")
        }.sorted()
    }
}
