import KubeObjects
import Testing

@Suite struct JSONReaderTests {
    @Test(arguments: [
        ("{}", "{}"),
        ("[]", "[]"),
        (" {\"a\" : [ 1 , true , false , null , \"x\" ] } ", #"{"a":[1,true,false,null,"x"]}"#),
        (#"{"a":{"b":{"c":{}}}}"#, #"{"a":{"b":{"c":{}}}}"#),
        ("\t\r\n{\r\n}\r\n", "{}"),
        (#"{"":""}"#, #"{"":""}"#),
    ])
    func readsValues(_ text: String, _ json: String) {
        let stream = DocumentStream(text)
        #expect(stream.error == nil)
        #expect(stream.json == [json])
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (#""\u0041\u00e9\u20AC\u0000""#, "Aé€\u{0}"),
        (#""\ud83d\ude00""#, "😀"),
        (#""\uD800\uDC00x\uDBFF\uDFFF""#, "\u{10000}x\u{10ffff}"),
        ("\"grüße 😀\"", "grüße 😀"),
        ("\"ü\\nü\\u00fcü\"", "ü\nüüü"),
        ("\"\u{7f}\u{2028}\"", "\u{7f}\u{2028}"),
    ])
    func readsStrings(_ json: String, _ text: String) {
        let stream = DocumentStream("[\(json)]")
        #expect(stream.error == nil)
        #expect(stream.documents.first?[0]?.json == .string(text))
    }

    @Test(arguments: [
        ("0", JSONValue.integer(0)), ("-1", .integer(-1)), ("9223372036854775807", .integer(.max)),
        ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .number("9223372036854775808")),
        ("1.0", .number("1.0")), ("1e400", .number("1e400")), ("-0.5E-3", .number("-0.5E-3")), ("10", .integer(10)),
        ("123456789012345678901234567890", .number("123456789012345678901234567890")),
    ])
    func keepsNumbersAsTheyAre(_ text: String, _ value: JSONValue) {
        #expect(DocumentStream("[\(text)]").documents.first?[0]?.json == value)
    }

    /// Each is refused by the JSON reader and makes no sense as YAML either, so that the JSON error is told.
    @Test(arguments: [
        ("{", "1:2: unexpected end of JSON"),
        ("{\"a\"", "1:5: unexpected end of JSON"),
        ("{\"a\": [1, 2}", "1:12: expected ',' or ']' in an array"),
        ("{\"a\": \"x", "1:9: unexpected end of JSON"),
        ("{\"a\": \"\\", "1:9: unexpected end of JSON"),
        ("{\"a\": \"\\u12", "1:12: unexpected end of JSON"),
        ("{\"a\": \"\\x\"", "1:8: unknown escape in a string"),
        ("{\"a\": \"\\ud800\"}", "1:8: half of a surrogate pair in a string"),
        ("{\"a\": \"\\ud800\\n\"}", "1:8: half of a surrogate pair in a string"),
        ("{\"a\": \"\\ud800\\u0041\"}", "1:8: half of a surrogate pair in a string"),
        ("{\"a\": \"\\udc00\"}", "1:8: half of a surrogate pair in a string"),
        ("{\"a\": \"\\u12g4\"}", "1:12: expected four hexadecimal digits"),
        ("{\"a\": 1} x", "1:10: expected a JSON value"),
        ("{\"a\": 1}}", "1:9: expected a JSON value"),
        ("{\"a\":\n  \"ü\": \"b\"}\n", "2:6: expected ',' or '}' in an object"),
        ("[\"ü😀\" x \"", "1:7: expected ',' or ']' in an array"),
        ("{\"a\": \"\u{1}\"}", "1:8: control characters in a string must be escaped"),
        ("[1,,]", "1:4: expected a JSON value"),
        ("[tru\u{1}]", "1:2: expected a JSON value"),
    ])
    func namesThePlaceOfASyntaxError(_ text: String, _ description: String) {
        let stream = DocumentStream(text)
        #expect(stream.error?.description == description)
        #expect(stream.documents.count <= 1)
    }

    @Test func refusesADuplicateKeyInASmallAndInALargeObject() {
        #expect(DocumentStream(#"{"a": 1, "b": 2, "a": 3}"#).error == DocumentError(.duplicateKey, at: at(1, 18)))
        #expect(DocumentStream(#"{"a": {"x": 1, "\u0078": 2}}"#).error == DocumentError(.duplicateKey, at: at(1, 16)))
        let many = (0..<100).map { "\"k\($0)\": 0" }.joined(separator: ",\n")
        #expect(DocumentStream("{\(many),\n\"k7\": 1}").error == DocumentError(.duplicateKey, at: at(101, 1)))
        #expect(DocumentStream("{\(many)}").error == nil)
    }

    @Test func refusesDeepNesting() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(DocumentStream(nested(512)).error == nil)
        #expect(DocumentStream(nested(513)).error == DocumentError(.tooDeep(limit: 512), at: at(1, 513)))
        #expect(DocumentStream(String(repeating: "[", count: 200_000)).error?.problem == .tooDeep(limit: 512))
        let objects = String(repeating: "{\"a\":", count: 600)
        #expect(DocumentStream(objects).error?.problem == .tooDeep(limit: 512))
    }

    @Test func refusesMoreValuesThanAnyManifestHas() {
        let text = "[" + String(repeating: "0,", count: 200_100) + "0]"
        #expect(DocumentStream(text).error?.problem == .tooManyNodes(limit: 200_000))
    }

    @Test func refusesInvalidUTF8WithItsPlace() {
        let stream = DocumentStream(bytes: Array("{\n \"ü\": \"é".utf8) + [0xff] + Array("\"}".utf8))
        #expect(stream.error == DocumentError(.invalidUTF8, at: at(2, 9)))
        #expect(DocumentStream(bytes: [UInt8(ascii: "["), 0xc3, 0x28]).error != nil)
        // A surrogate and an overlong slash.
        #expect(
            DocumentStream(bytes: Array("[\"".utf8) + [0xed, 0xa0, 0x80] + Array("\"]".utf8)).error?.mark == at(1, 3)
        )
        #expect(DocumentStream(bytes: Array("[\"".utf8) + [0xc0, 0xaf] + Array("\"]".utf8)).error?.mark == at(1, 3))
    }

    @Test func marksCountLinesAndCharacters() throws {
        let document = try #require(DocumentStream("{\"ü😀\": 1,\n\n  \"b\": [true,\n\"x\"]}").documents.first)
        #expect(document.mark == at(1, 1))
        #expect(document.member("ü😀")?.keyMark == at(1, 2))
        #expect(document["ü😀"]?.mark == at(1, 8))
        #expect(document.member("b")?.keyMark == at(3, 3))
        #expect(document["b"]?[0]?.mark == at(3, 9))
        #expect(document["b"]?[1]?.mark == at(4, 1))
    }

    @Test func readsValuesThatFollowEachOther() {
        let stream = DocumentStream("{\"a\":1}\n{\"b\":2} [3]\n")
        #expect(stream.json == [#"{"a":1}"#, #"{"b":2}"#, "[3]"])
        #expect(stream.documents.map(\.mark) == [at(1, 1), at(2, 1), at(2, 9)])
    }

    @Test func keepsTheValuesBeforeAnError() {
        let stream = DocumentStream("{\"a\":1}\n{\"b\" 2}")
        #expect(stream.json == [#"{"a":1}"#])
        #expect(stream.error == DocumentError(.syntax("expected ':' after a key"), at: at(2, 6)))
    }

    private func at(_ line: Int, _ column: Int) -> SourceMark { SourceMark(line: line, column: column) }
}
