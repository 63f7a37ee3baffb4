import SwiftASN1
import Testing
import X509

@testable import APIServer

@Suite struct ServerNamesTests {
    private static let always: [GeneralName] = [
        .dnsName("localhost"), .dnsName("secretd"), .dnsName("secretd.local"), address([127, 0, 0, 1]),
        address([UInt8](repeating: 0, count: 15) + [1]),
    ]

    private static func address(_ bytes: [UInt8]) -> GeneralName {
        .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
    }

    @Test(
        arguments: [
            ("", "0.0.0.0", []), ("", "::", []), ("localhost", "127.0.0.1", []), ("localhost", "::1", []),
            ("Box", "::", [.dnsName("box")]), ("box_1.example", "0.0.0.0", [.dnsName("box_1.example")]),
            ("büro", "::", []), ("a b", "::", []), ("a..b", "::", []), (".", "::", []),
            (String(repeating: "a", count: 64), "::", []),
            ("box", "192.0.2.7", [Self.address([192, 0, 2, 7]), .dnsName("box")]),
            ("", "api.example", [.dnsName("api.example")]), ("", "fe80::1%eth0", []), ("", "999.0.0.1x:1", []),
        ] as [(String, String, [GeneralName])]
    )
    func namesAre(_ hostname: String, _ listenAddress: String, _ more: [GeneralName]) {
        #expect(ServerNames(hostname: hostname, listenAddress: listenAddress).names == Self.always + more)
    }
}
