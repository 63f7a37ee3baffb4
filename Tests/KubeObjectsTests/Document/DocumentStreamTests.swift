import KubeObjects
import Testing

@Suite struct DocumentStreamTests {
    /// libYAML refuses the surrogate pair, JSON has it: only the JSON reader can have read this.
    @Test(arguments: ["", " \n\t", "\u{feff}", "\u{feff}\r\n"])
    func textThatBeginsWithABracketIsJSON(_ before: String) {
        #expect(DocumentStream(before + #"{"v": "\ud83d\ude00"}"#).json == [#"{"v":"😀"}"#])
        #expect(DocumentStream(before + #"["\ud83d\ude00"]"#).json == [#"["😀"]"#])
    }

    @Test(arguments: [
        ("{a: 1}", [#"{"a":1}"#]),
        ("{a: 0400, 'b': yes}", [#"{"a":256,"b":true}"#]),
        ("{\"a\": 1,}", [#"{"a":1}"#]),
        ("{\"a\": 1} # comment", [#"{"a":1}"#]),
        ("{\"a\": 1}\n---\n{\"b\": 2}\n", [#"{"a":1}"#, #"{"b":2}"#]),
        ("[a, b]", [#"["a","b"]"#]),
    ])
    func flowStyleThatIsNoJSONIsYAML(_ text: String, _ json: [String]) {
        let stream = DocumentStream(text)
        #expect(stream.error == nil)
        #expect(stream.json == json)
    }

    @Test func whatIsNeitherIsReportedAsJSON() {
        #expect(DocumentStream("{a: 1").error?.description == "1:2: expected a key in double quotes")
    }

    @Test func aDuplicateKeyInJSONIsNotTriedAsYAML() {
        #expect(DocumentStream(#"{"a": 1, "a": 2}"#).error?.problem == .duplicateKey)
    }

    @Test func bothLanguagesGiveTheSameTree() {
        let json = DocumentStream(#"{"a": [1, "x", null, true, 1.5], "b": {"c": ""}}"#)
        let yaml = DocumentStream("a: [1, x, null, true, 1.5]\nb:\n  c: \"\"\n")
        #expect(json.json == yaml.json)
    }

    @Test func survivesEveryTruncationOfAFile() {
        let yaml =
            "apiVersion: v1\nkind: Secret\nmetadata: {name: 's', labels: {\"a\": b}}\ndata:\n  k: &x |\n    aGk=\n  l: *x\n"
        let json = #"{"apiVersion":"v1","kind":"Secret","data":{"k":"aGk\u003d","n":[1.5e3,null,true]}}"#
        for text in [yaml, json] {
            let bytes = Array(text.utf8)
            #expect(DocumentStream(bytes: bytes).error == nil)
            for count in bytes.indices { _ = DocumentStream(bytes: Array(bytes[..<count])) }
        }
    }

    @Test func survivesEveryChangedByteOfAFile() {
        let text = "a: &x {b: 'c', \"d\\n\": [1, -2.5, ~]}\n<<: *x\ne: |+2\n  f\n--- !!map\n? g\n: h # i\n"
        let bytes = Array(text.utf8)
        for index in bytes.indices {
            for byte in [0x00, 0x09, 0x0a, 0x22, 0x26, 0x27, 0x2a, 0x2d, 0x3a, 0x5b, 0x7b, 0x7d, 0xc3, 0xff] as [UInt8]
            {
                var changed = bytes
                changed[index] = byte
                _ = DocumentStream(bytes: changed)
            }
        }
    }
}
