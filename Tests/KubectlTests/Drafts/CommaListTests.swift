import Testing

@testable import Kubectl

struct CommaListTests {
    private func values(_ texts: [String]) throws -> [String] {
        try CommaList.values(of: texts, flag: "--from-file", command: "secretd create configmap")
    }

    @Test(arguments: [
        ([], []), ([""], []), (["a"], ["a"]), (["a,b", "c"], ["a", "b", "c"]), (["a,,"], ["a", "", ""]),
        ([","], ["", ""]), (["\"a,b\",c"], ["a,b", "c"]), (["\"a\"\"b\""], ["a\"b"]), (["\"\""], [""]),
        (["a\nb"], ["a"]), (["\n\r\na,b\r\nc"], ["a", "b"]), (["\"a\nb\",c\nd"], ["a\nb", "c"]), (["a\r"], ["a"]),
        (["\"a\r\nb\""], ["a\nb"]), (["a\rb"], ["a\rb"]), (["k=é"], ["k=é"]),
    ])
    func commasSplit(texts: [String], expected: [String]) throws {
        #expect(try values(texts) == expected)
    }

    @Test(arguments: [
        ("\"a,b", "\"\\\"a,b\"", "parse error on line 1, column 5: extraneous or missing \" in quoted-field"),
        ("a\"b", "\"a\\\"b\"", "parse error on line 1, column 2: bare \" in non-quoted-field"),
        ("f1,é\"", "\"f1,é\\\"\"", "parse error on line 1, column 6: bare \" in non-quoted-field"),
        ("\"é\"x", "\"\\\"é\\\"x\"", "parse error on line 1, column 4: extraneous or missing \" in quoted-field"),
        ("\"a\n", "\"\\\"a\\n\"", "parse error on line 1, column 4: extraneous or missing \" in quoted-field"),
        (
            "\"a\nb", "\"\\\"a\\nb\"",
            "record on line 1; parse error on line 2, column 2: extraneous or missing \" in quoted-field"
        ),
        ("\n", "\"\\n\"", "EOF"),
    ])
    func quotesInTheWrongPlaceAreRefused(text: String, shown: String, reason: String) {
        let message = "invalid argument \(shown) for \"--from-file\" flag: \(reason)\n"
        #expect(throws: KubectlError(message + "See 'secretd create configmap --help' for usage.")) {
            try values([text])
        }
    }
}
