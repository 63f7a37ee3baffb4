import KubeObjects
import Testing

@Suite struct JSONWriterTests {
    private func text(_ value: JSONValue) -> String { String(decoding: JSONWriter.bytes(of: value), as: UTF8.self) }

    @Test(arguments: [
        (JSONValue.null, "null"), (.bool(true), "true"), (.bool(false), "false"),
        (.integer(.min), "-9223372036854775808"),
        (.number("1e400"), "1e400"), (.string(""), "\"\""), (.array([]), "[]"), (.object([:]), "{}"),
        (.array([.integer(1), .null]), "[1,null]"),
    ])
    func writesValues(_ value: JSONValue, _ json: String) {
        #expect(text(value) == json)
    }

    @Test func sortsKeysByTheirBytes() {
        let keys = ["b", "a", "B", "ü", "", "a.b", "a-b", "😀", "\u{ffff}"]
        let object = JSONValue.object(Dictionary(uniqueKeysWithValues: keys.map { ($0, .null) }))
        let expected = ["", "B", "a", "a-b", "a.b", "b", "ü", "\u{ffff}", "😀"].map { "\"\($0)\":null" }
        #expect(text(object) == "{\(expected.joined(separator: ","))}")
    }

    @Test func escapesOnlyWhatJSONMust() {
        #expect(text(.string("a/b <&> ü😀 \u{7f}")) == "\"a/b <&> ü😀 \u{7f}\"")
        #expect(text(.string("\"\\\n\r\t\u{0}\u{1f}")) == #""\"\\\n\r\t\u0000\u001f""#)
    }

    @Test func whatItWritesIsReadBackTheSame() {
        let everything = String(String.UnicodeScalarView((0...0x2fff).compactMap { Unicode.Scalar($0) }))
        let value = JSONValue.object([
            everything: .array([.string(everything), .integer(-5), .number("2.50"), .bool(true)]),
            "nested": .object(["a/b": .object(["": .null])]),
        ])
        let stream = DocumentStream(bytes: JSONWriter.bytes(of: value))
        #expect(stream.error == nil)
        #expect(stream.documents.map(\.json) == [value])
    }

    @Test(arguments: [0, 1, 63, 64, 65, 1000, 100_000])
    func growsAsFarAsItMust(_ length: Int) {
        let string = String(repeating: "x", count: length)
        #expect(text(.string(string)) == "\"\(string)\"")
    }
}
