import KubeObjects
import TestSupport
import Testing

@testable import Kubectl

struct TLSSecretDraftTests {
    private let files: DraftFiles

    init() throws {
        files = try DraftFiles()
        try files.directory.write(Self.certificate, to: "tls.crt")
        try files.directory.write(Self.key, to: "tls.key")
        try files.directory.write(Self.otherKey, to: "other.key")
    }

    private func draft(_ certificate: String, _ key: String, hash: Bool = false) -> TLSSecretDraft {
        TLSSecretDraft(
            name: DraftName("foo", appendsHash: hash),
            certificate: files.resolved(certificate),
            key: files.resolved(key)
        )
    }

    @Test func pairIsKept() throws {
        let object = try draft("@/tls.crt", "@/tls.key").object()
        #expect(object["type"] == "kubernetes.io/tls")
        for (key, text) in [("tls.crt", Self.certificate), ("tls.key", Self.key)] {
            let kept = try Base64.decode(try #require(object.value(at: "data", key)?.text))
            #expect(kept == SecretBytes(utf8: text))
        }
    }

    @Test func hashIsKubectls() throws {
        let object = try draft("@/tls.crt", "@/tls.key", hash: true).object()
        #expect(object.value(at: "metadata", "name") == "foo-tf9874tg99")
    }

    @Test(arguments: [
        ("", "", "key and cert must be specified"), ("@/tls.crt", "", "key and cert must be specified"),
        ("", "@/tls.key", "key and cert must be specified"),
        ("@/none", "@/tls.key", "Cannot read file @/none, open @/none: no such file or directory"),
        ("@/tls.crt", "@/none", "Cannot read file @/none, open @/none: no such file or directory"),
        ("@", "@/tls.key", "Cannot read file @, read @: is a directory"),
        ("@/tls.crt", "@/other.key", "tls: private key does not match public key"),
        ("@/hello1", "@/tls.key", "tls: failed to find any PEM data in certificate input"),
        ("@/tls.crt", "@/hello1", "tls: failed to find any PEM data in key input"),
        (
            "@/tls.crt", "@/tls.crt",
            "tls: found a certificate rather than a key in the PEM for the private key"
        ),
    ])
    func whatIsNoPairIsRefused(certificate: String, key: String, reason: String) {
        let draft = draft(certificate, key)
        #expect(files.message { () throws(KubectlError) in try draft.object() } == "error: \(reason)")
    }

    /// kubectl leaves it to the server to miss the name here.
    @Test func nameMayBeMissing() throws {
        var draft = draft("@/tls.crt", "@/tls.key")
        draft.name.name = ""
        #expect(try draft.object()["metadata"] == ["creationTimestamp": .null])
    }

    private static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBdjCCARugAwIBAgIUHq2ODrjgGhENnOL7AJOO5ZIfSOcwCgYIKoZIzj0EAwIw
        DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjQxNzU5MDVaGA8yMTI2MTAzMTE3NTkw
        NVowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLpI
        8KymIJuQtHhBHLcmBnu8DWoGzq9AznsncSypqz8r7BfA1VKygkRerpYmk+smgKR6
        6vTTfATT/HwPK6FlhbGjUzBRMB0GA1UdDgQWBBSKQrvIcKr+SdLfuaSqEUQxPCv7
        6TAfBgNVHSMEGDAWgBSKQrvIcKr+SdLfuaSqEUQxPCv76TAPBgNVHRMBAf8EBTAD
        AQH/MAoGCCqGSM49BAMCA0kAMEYCIQD2Zix2XQoy2XzUp0bn+Ab07vtmFSxFWfTu
        u1F9eM6gKgIhANxqfyut85geVBRYIwxp7+e4AsyqZyg7N5bCt5s2Lpx9
        -----END CERTIFICATE-----

        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgm7WhN/090ZY9nlW+
        JAqxRBcDODGY32S6XMflGPuimsGhRANCAAS6SPCspiCbkLR4QRy3JgZ7vA1qBs6v
        QM57J3Esqas/K+wXwNVSsoJEXq6WJpPrJoCkeur003wE0/x8DyuhZYWx
        -----END PRIVATE KEY-----

        """

    private static let otherKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDc5Fjqf1Ll+/PQ5+
        5MTgBhMiKX+r6UNs7yLGKBgI43ihRANCAARIT38eI8tCfAX9fPLGYL5NqsvATdmi
        pSBjPNmcDGNehL+HKdUgCbAnfPdXl6YPqkYipvHVtWdxOUQDO0LC0FA9
        -----END PRIVATE KEY-----

        """
}
