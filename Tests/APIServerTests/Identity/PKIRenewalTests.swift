import LinuxSystem
import Testing
import X509

@testable import APIServer

@Suite struct PKIRenewalTests {
    private static let year = PKIFixture.year
    private static let start = PKIFixture.start
    let fixture: PKIFixture

    init() throws { fixture = try PKIFixture() }

    @Test(arguments: [(0.0, false), (0.6, false), (0.7, true), (1.5, true)])
    func renewsInTheLastThird(_ years: Double, _ isRenewed: Bool) throws {
        var pki = try fixture.open()
        let before = try fixture.everything()
        let now = Self.start + Int64(years * Double(Self.year))
        #expect(try pki.renew(now: now) == isRenewed)
        let after = try fixture.everything()
        for name in ["server.crt", "server.key", "admin.crt", "admin.key"] {
            #expect((after[name] != before[name]) == isRenewed, "\(name)")
        }
        #expect(after["ca.crt"] == before["ca.crt"])
        #expect(pki.server.certificate.isValid(at: now))
        #expect(try fixture.text("server.crt") == pki.server.certificatePEM)
        // And it is done.
        #expect(try pki.renew(now: now + 1) == false)
    }

    @Test func startRenewsToo() throws {
        _ = try fixture.open()
        let before = try fixture.everything()
        _ = try fixture.open(now: Self.start + Self.year)
        #expect(try fixture.text("admin.crt") != before["admin.crt"])
    }

    @Test func clockThatWasAheadOnceIsMended() throws {
        _ = try fixture.open()
        var pki = try fixture.open(now: Self.start + Self.year)
        #expect(try pki.renew(now: Self.start + 86400))
        #expect(pki.server.certificate.isValid(at: Self.start + 86400))
    }

    @Test func clockBeforeTheAuthorityChangesNothing() throws {
        _ = try fixture.open()
        let before = try fixture.everything()
        var pki = try fixture.open(now: 0)
        #expect(try pki.renew(now: 60) == false)
        #expect(try fixture.everything() == before)
        #expect(pki.authorityValidity.contains(0) == false)
    }

    @Test func authorityIsFollowedInItsLastYear() throws {
        var pki = try fixture.open()
        let first = pki.authority.current.certificate
        #expect(try pki.renew(now: Self.start + 9 * Self.year - 1000))
        #expect(pki.authority.current.certificate == first)
        let late = Self.start + 9 * Self.year + 1000
        #expect(try pki.renew(now: late))
        #expect(pki.authority.current.certificate != first)
        #expect(pki.authority.roots.count == 2)
        #expect(pki.authority.current.signed(pki.server.certificate))
        #expect(pki.authority.current.signed(pki.admin.certificate))
        #expect(try fixture.text("ca.crt") == pki.authorityPEM)
        #expect(pki.authorityPEM.components(of: "BEGIN CERTIFICATE") == 2)
        #expect(try fixture.directory().entries().count == 6)
        // The same after a restart, and the old one goes when it has ended.
        let again = try fixture.open(now: late)
        #expect(again.authorityPEM == pki.authorityPEM)
        #expect(try pki.renew(now: Self.start + 10 * Self.year + 1000))
        #expect(pki.authority.roots == [pki.authority.current.certificate])
        #expect(try fixture.text("ca.crt") == pki.authorityPEM)
    }

    @Test func authorityThatHasEndedIsNotTrusted() throws {
        _ = try fixture.open()
        let pki = try fixture.open(now: Self.start + 20 * Self.year)
        #expect(pki.authority.former.isEmpty)
    }

    @Test func leafDoesNotOutliveTheAuthority() throws {
        let pki = try fixture.open()
        let leaf = try pki.authority.current.issue(.admin, now: Self.start + 9 * Self.year + 5000)
        #expect(leaf.certificate.ends == pki.authority.current.certificate.ends)
    }
}

extension String {
    /// How often `part` is in it.
    func components(of part: String) -> Int { ranges(of: part).count }
}
