import Testing

@testable import secretd

@Suite struct LogfmtHandlerTests {
    @Test(arguments: [
        ("plain", "plain"),
        ("secret/kuard-tls", "secret/kuard-tls"),
        ("", #""""#),
        ("two words", #""two words""#),
        (#"say "hi""#, #""say \"hi\"""#),
        ("a=b", #""a=b""#),
        ("line\nbreak", #""line\nbreak""#),
        ("\u{1b}[31mred", #""\x1b[31mred""#),
        ("größe", "größe"),
    ])
    func quotesWhatWouldBreakALine(text: String, expected: String) {
        #expect(LogfmtHandler.quoted(text) == expected)
    }
}
