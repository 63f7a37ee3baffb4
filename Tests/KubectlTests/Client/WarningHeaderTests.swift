import Testing

@testable import Kubectl

struct WarningHeaderTests {
    @Test(arguments: [
        (#"299 - "unknown field \"datas\"""#, "unknown field \"datas\""), (#"299 - "a b""#, "a b"),
        (#"299 secretd "a" "Tue, 01 Jan 2030 00:00:00 GMT""#, "a"), (#"199 - "a""#, nil), (#"299 - "a"#, nil),
        ("299", nil), ("", nil), ("299 - a", nil),
    ])
    func textIsTakenOut(header: String, text: String?) {
        #expect(WarningHeader.text(header) == text)
    }
}
