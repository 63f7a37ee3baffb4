import Notifying
import Testing

struct CredentialRequestTests {
    private func request(_ text: String) -> CredentialRequest? {
        CredentialRequest(address: [0] + Array(text.utf8))
    }

    @Test(arguments: [
        ("0123456789abcdef/unit/nginx.service/tls.key", "nginx.service", "tls.key"),
        ("1/unit/app@one-two\\x2d.service/a", "app@one-two\\x2d.service", "a"),
        ("ffffffffffffffff/unit/a.b:c_d.socket/some id", "a.b:c_d.socket", "some id"),
    ])
    func anAddressOfSystemdIsRead(text: String, unit: String, id: String) {
        #expect(request(text) == CredentialRequest(unit: unit, id: id))
    }

    @Test(arguments: [
        "", "/unit/nginx.service/a", "x/unit/nginx.service/a", "0123456789abcdef0/unit/nginx.service/a",
        "ABC/unit/nginx.service/a", "1/units/nginx.service/a", "1/unit/nginx.service", "1/unit/nginx.service/",
        "1/unit//a", "1/unit/nginx/a", "1/unit/nginx./a", "1/unit/.service/a", "1/unit/nginx.service/a/b",
        "1/unit/nginx.service/..", "1/unit/nginx.service/a:b", "1/unit/nginx.service/a\n", "1/unit/ng inx.service/a",
        "1/unit/nginx.service/a\0", "1/unit/nginx.service/\u{e9}", "1//unit/nginx.service/a",
    ])
    func anyOtherIsNot(text: String) {
        #expect(request(text) == nil)
    }

    @Test func aNameInTheFilesystemIsNone() {
        #expect(CredentialRequest(address: Array("1/unit/nginx.service/a".utf8)) == nil)
        #expect(CredentialRequest(address: [UInt8]()) == nil)
        #expect(CredentialRequest(address: [0, 0] + Array("1/unit/nginx.service/a".utf8)) == nil)
        #expect(CredentialRequest(address: [0] + Array("1/unit/nginx.service/".utf8) + [0xff]) == nil)
    }
}
