import KubeObjects
import LinuxSystem
import TestSupport
import Testing

@testable import APIServer

@Suite struct KubeconfigTests {
    let fixture: PKIFixture

    init() throws { fixture = try PKIFixture() }

    private func write(_ pki: borrowing PKI, port: Int = 6443) throws -> Bool {
        let text = Kubeconfig.text(pki, server: "https://127.0.0.1:\(port)")
        return try Kubeconfig.write(text, to: "admin.kubeconfig", in: Directory(opening: fixture.place.path))
    }

    private func status() throws -> FileStatus {
        try Directory(opening: fixture.place.path).status(of: "admin.kubeconfig")
    }

    @Test func isWrittenOnceAndThenLeftAlone() throws {
        let pki = try fixture.open()
        #expect(try write(pki))
        let first = try status()
        #expect(first.mode == 0o600)
        let again = try fixture.open()
        #expect(try write(again) == false)
        #expect(try status() == first)
    }

    @Test func isWrittenWhenItWouldSaySomethingElse() throws {
        var pki = try fixture.open()
        #expect(try write(pki))
        #expect(try write(pki, port: 6444))
        #expect(try pki.renew(now: PKIFixture.start + PKIFixture.year))
        #expect(try write(pki, port: 6444))
        try Directory(opening: fixture.place.path).unlink("admin.kubeconfig")
        #expect(try write(pki, port: 6444))
    }

    @Test func linkIsReplacedAndNotFollowed() throws {
        let pki = try fixture.open()
        try fixture.place.write("mine", to: "other")
        let state = try Directory(opening: fixture.place.path)
        try state.makeLink("admin.kubeconfig", to: "other")
        #expect(try write(pki))
        #expect(try status().kind == .file)
        #expect(try state.contents(of: "other", limit: 10) == Array("mine".utf8))
    }

    @Test func holdsWhatKubectlNeeds() throws {
        let pki = try fixture.open()
        let text = Kubeconfig.text(pki, server: "https://127.0.0.1:6443")
        let lines = text.split(separator: "\n").map { $0.trimmingPrefix(while: { $0 == " " || $0 == "-" }) }
        var values: [Substring: Substring] = [:]
        for line in lines {
            let parts = line.split(separator: ": ", maxSplits: 1)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        #expect(values["server"] == "https://127.0.0.1:6443")
        #expect(values["namespace"] == "default")
        #expect(values["current-context"] == "secretd")
        for (key, pem) in [
            ("certificate-authority-data", pki.authorityPEM), ("client-certificate-data", pki.admin.certificatePEM),
            ("client-key-data", pki.admin.keyPEM),
        ] {
            let value = try #require(values[key[...]])
            let decoded = try Base64.decode(String(value)).withBytes { String(decoding: $0, as: UTF8.self) }
            #expect(decoded == pem)
        }
    }

    @Test(arguments: [
        ("127.0.0.1", "https://127.0.0.1:1"), ("0.0.0.0", "https://127.0.0.1:1"), ("::", "https://127.0.0.1:1"),
        ("192.0.2.7", "https://192.0.2.7:1"), ("::1", "https://[::1]:1"), ("localhost", "https://localhost:1"),
    ])
    func serverIsWhereAClientReachesIt(_ listenAddress: String, _ expected: String) {
        #expect(Kubeconfig.server(listenAddress: listenAddress, port: 1) == expected)
    }
}
