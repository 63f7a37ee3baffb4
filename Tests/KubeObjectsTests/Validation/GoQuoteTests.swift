import KubeObjects
import Testing

@Suite struct GoQuoteTests {
    @Test(arguments: [
        ("", #""""#),
        ("plain", #""plain""#),
        (#"say "hi""#, #""say \"hi\"""#),
        (#"back\slash"#, #""back\\slash""#),
        ("a\nb\tc\rd", #""a\nb\tc\rd""#),
        ("\u{07}\u{08}\u{0B}\u{0C}", #""\a\b\v\f""#),
        ("\u{01}\u{7f}", #""\x01\x7f""#),
        ("größe 😀", #""größe 😀""#),
        ("\u{a0}\u{200b}", #""\u00a0\u200b""#),
        ("\u{e0001}", #""\U000e0001""#),
    ])
    func quotesAsGoDoes(text: String, quoted: String) {
        #expect(text.goQuoted == quoted)
    }
}
