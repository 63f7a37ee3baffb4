import Testing

@testable import APIServer

@Suite struct Base64URLTests {
    @Test(
        arguments: [
            ([], ""), ([0], "AA"), ([0, 0], "AAA"), ([0xfb, 0xff, 0xfe], "-__-"), ([0x66, 0x6f, 0x6f], "Zm9v"),
        ] as [([UInt8], String)]
    )
    func bothWays(_ bytes: [UInt8], _ text: String) {
        #expect(Base64URL.encode(bytes) == text)
        #expect(Base64URL.decode(text[...]) == bytes)
    }

    @Test(arguments: ["A", "AB", "AAB", "AA=", "AA==", "+/++", "A A", "AA\n", "Zm9v\n", "ä", "AAAAA"])
    func otherTextsOfAValueAreRefused(_ text: String) {
        #expect(Base64URL.decode(text[...]) == nil)
    }
}
