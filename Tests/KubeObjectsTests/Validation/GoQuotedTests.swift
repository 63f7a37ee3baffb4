import KubeObjects
import Testing

@Suite struct GoQuotedTests {
    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("a\"b", #""a\"b""#), ("a\\b", #""a\\b""#), ("it's", #""it's""#),
        ("\u{07}\u{08}\u{0C}\n\r\t\u{0B}", #""\a\b\f\n\r\t\v""#),
        ("\0\u{1B}\u{7F}", #""\x00\x1b\x7f""#),
        ("ünïcödé 日本 ☺ 😀", #""ünïcödé 日本 ☺ 😀""#),
        ("e\u{301}", "\"e\u{301}\""),
        // No-break space, a control character, a line separator, a private one, a format one.
        ("\u{A0}\u{85}\u{2028}\u{E000}\u{200B}\u{FEFF}", #""\u00a0\u0085\u2028\ue000\u200b\ufeff""#),
        ("\u{E0001}\u{10FFFF}", #""\U000e0001\U0010ffff""#),
        ("\r\n", #""\r\n""#),
    ])
    func isWhatGoPrints(text: String, quoted: String) {
        #expect(text.goQuoted == quoted)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a \"quoted\" \\ path", "a \"quoted\" \\ path"), ("ü 日本", "ü 日本"),
        ("a\nforged line", #"a\nforged line"#), ("\u{1B}[2J", #"\x1b[2J"#), ("\u{202E}txt.exe", #"\u202etxt.exe"#),
    ])
    func printableEscapesOnlyWhatDoesNotPrint(text: String, printable: String) {
        #expect(text.printable == printable)
    }
}
