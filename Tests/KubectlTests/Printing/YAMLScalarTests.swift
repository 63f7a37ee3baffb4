import KubeObjects
import Kubectl
import Testing

/// The expected texts are what kubectl 1.33 prints.
struct YAMLScalarTests {
    /// The text of a string two levels deep, from behind its key to the last line's end.
    private func written(_ text: String) -> String {
        let whole = YAMLWriter.text(of: ["data": ["k": .string(text)]])
        let start = "data:\n  k: "
        #expect(whole.hasPrefix(start) && whole.hasSuffix("\n"))
        return String(whole.unicodeScalars.dropFirst(start.unicodeScalars.count).dropLast())
    }

    @Test(arguments: [
        "a", "a b", "a  b", "a:b", "a#b", "-a", "?a", ":a", "a,b", "a]", "<<", "=", "+", "-1a", "0o", "0x", "0b2",
        "_1", "1.5.1", "1,5", "1e400", "+.nan", "nULL", "yEs", "2020-13-01", "2020-02-30", "20-01-01",
        "2020-01-01T00:00:00", "1:60", "1:2a", "é", "漢字", "http://x:80/y?z#w", "--", "a b", "infinity", "0xg",
        "\u{a0}",
    ])
    func stringsThatAreNothingElseArePlain(text: String) {
        #expect(written(text) == text)
    }

    @Test(arguments: [
        "", "true", "True", "yes", "on", "Off", "y", "N", "~", "null", ".nan", "-.Inf", "0", "-0", "007", "08", "0o7",
        "0x1F", "-0x1f", "0b101", "0b+1", "1_000", "123456789012345678901234567890", "1e3", "1.", "5.e3", ".5",
        ".5_0", "-.5", "1:20", "-1:20", "190:20:30", "1:20.5", "2020-01-01", "2020-1-1", "2020-01-01 1:2:3",
        "2020-01-01T1:2:3.5+02:00", "2020-01-01t00:00:00Z",
    ])
    func stringsThatReadAsAnotherTypeAreInDoubleQuotes(text: String) {
        #expect(written(text) == "\"\(text)\"")
    }

    @Test(arguments: [
        "190:20:30:", " a", "a ", "a: b", "a:", "a #b", "#a", "- a", "-", "? a", "?", ": a", ":", "---", "--- a",
        "...", "[a", "{}", "&a", "*a", "!a", "|", "> a", "\"a\"", "%a", "@a", "`a", ",a", "a\\b: ", "-----BEGIN",
    ])
    func stringsWithIndicatorsAreInSingleQuotes(text: String) {
        #expect(written(text) == "'\(text)'")
    }

    @Test(arguments: [
        ("'a'", "'''a'''"), ("it's #", "'it''s #'"), ("\ta", "\"\\ta\""), ("a\tb", "\"a\\tb\""), ("\r", "\"\\r\""),
        ("a\rb", "\"a\\rb\""), ("\u{0}\u{1}\u{1b}", "\"\\0\\x01\\e\""), ("a\u{2028}b", "'a\u{2028}    b'"),
        ("a \u{2028}b", "\"a \\Lb\""), ("😀", "\"\\U0001F600\""), ("\u{feff}a é", "\"\\uFEFF\\x61\\x20\\xE9\""),
        ("a\u{feff}b", "\"a\\uFEFFb\""), ("a\nb ", "\"a\\nb \""), ("a \nb", "\"a \\nb\""),
        (" \n", "\" \\n\""), ("\t\n", "\"\\t\\n\""), ("a😀\nb", "\"a\\U0001F600\\nb\""),
    ])
    func whatCannotStandAsItIsIsEscaped(text: String, yaml: String) {
        #expect(written(text) == yaml)
    }

    @Test(arguments: [
        ("\n", "|2+\n"), ("\n\n", "|2+\n\n"), ("a\n", "|\n    a"), ("a\nb", "|-\n    a\n    b"),
        ("a\nb\n", "|\n    a\n    b"), ("a\n\n", "|+\n    a\n"), ("a\n\n\n", "|+\n    a\n\n"),
        ("\na", "|2-\n\n    a"), ("\n\na\n", "|2\n\n\n    a"), (" a\nb", "|2-\n     a\n    b"),
        ("a\n  b\n", "|\n    a\n      b"), ("a\n\nb\n", "|\n    a\n\n    b"), ("---\na", "|-\n    ---\n    a"),
        ("# a\nb: c\n", "|\n    # a\n    b: c"), ("a\u{2028}b\nc", "|-\n    a\u{2028}    b\n    c"),
        ("é\nü", "|-\n    é\n    ü"),
        (
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
            "|\n    -----BEGIN CERTIFICATE-----\n    MIIB\n    -----END CERTIFICATE-----"
        ),
    ])
    func linesAreABlock(text: String, yaml: String) {
        #expect(written(text) == yaml)
    }

    /// kubectl fails on these, and makes a space of U+0085.
    @Test(arguments: [
        ("\u{7f}", "\"\\x7F\""), ("a\u{85}", "\"a\\N\""), ("\u{80}", "\"\\x80\""),
        ("\u{fffe}", "\"\\uFFFE\""), ("a\u{85}b", "\"a\\Nb\""),
    ])
    func whatKubectlCannotPrintComesBack(text: String, yaml: String) {
        #expect(written(text) == yaml)
    }

    @Test(arguments: [
        (
            String(repeating: "word ", count: 17) + "end",
            String(repeating: "word ", count: 15) + "word\n    word end"
        ),
        (String(repeating: "x", count: 90) + " y", String(repeating: "x", count: 90) + "\n    y"),
        (
            "'" + String(repeating: "word ", count: 17) + "end",
            "'''" + String(repeating: "word ", count: 14) + "word\n    word word end'"
        ),
        (
            String(repeating: "word ", count: 17) + " two  spaces",
            String(repeating: "word ", count: 15) + "word\n    word  two  spaces"
        ),
        (
            "\tword " + String(repeating: "word ", count: 17) + "  two",
            "\"\\tword " + String(repeating: "word ", count: 13) + "word\n    word word word   two\""
        ),
        (
            " " + String(repeating: "é ", count: 45),
            "' " + String(repeating: "é ", count: 37) + "é\n    " + String(repeating: "é ", count: 7) + "'"
        ),
    ])
    func longLinesAreFoldedBehindTheEightiethColumn(text: String, yaml: String) {
        #expect(written(text) == yaml)
    }

    @Test(arguments: ["1", "1:", "1_", ".5_", "2020-", "x y ", "a\n", "\t", " ", "é", "-", "0b"])
    func timeGrowsWithTheLengthOnly(piece: String) {
        let text = String(repeating: piece, count: (1 << 18) / piece.utf8.count)
        #expect(written(text).utf8.count >= text.utf8.count - 1)
    }
}
