import KubeObjects
import Testing

@Suite struct YAMLReaderTests {
    private func at(_ line: Int, _ column: Int) -> SourceMark { SourceMark(line: line, column: column) }

    @Test func readsAllDocumentsAndSkipsEmptyOnes() {
        let stream = DocumentStream(
            """
            # a comment
            ---
            ---
            a: 1
            ---
            # nothing here
            ---
            null
            ---
            ~
            ...
            ---
            - b
            --- |
             text
            """
        )
        #expect(stream.error == nil)
        #expect(stream.json == [#"{"a":1}"#, #"["b"]"#, #""text""#])
        #expect(stream.documents.map(\.mark.line) == [4, 13, 14])
    }

    @Test(arguments: ["", "\n", "# x", "---", "---\n---\n", "\u{feff}", "\u{feff}# x\n", "   \n\n", "%YAML 1.1\n---\n"])
    func aFileWithNothingInItHasNoDocuments(_ text: String) {
        let stream = DocumentStream(text)
        #expect(stream.documents.isEmpty)
        #expect(stream.error == nil)
    }

    /// Short texts once were read from memory that was gone.
    @Test(arguments: ["a: b", "a", "- 1", "a: |\n b\n"])
    func readsShortTexts(_ text: String) {
        #expect(DocumentStream(text).documents.count == 1)
    }

    @Test func readsBlockAndFlowStyle() {
        let text = """
            literal: |
              one
               two

              three
            kept: |+
              x

            folded: >-
              one
              two
            flow: {a: [1, 'it''s', "\\u00fc\\n"], b: {}}
            list:
            - x
            -   x: 1
                z: 2
            """
        let folded = #""flow":{"a":[1,"it's","ü\n"],"b":{}},"folded":"one two","kept":"x\n\n""#
        let rest = #""list":["x",{"x":1,"z":2}],"literal":"one\n two\n\nthree\n""#
        #expect(DocumentStream(text).json == ["{\(folded),\(rest)}"])
    }

    @Test func byteOrderMarkAndWindowsLineEndsMakeNoDifference() {
        let unix = DocumentStream("a: |\n  x\n  y\nb: 'c'\n")
        let windows = DocumentStream("\u{feff}a: |\r\n  x\r\n  y\r\nb: 'c'\r\n")
        #expect(windows.error == nil)
        #expect(windows.json == unix.json)
        #expect(windows.documents[0]["b"]?.mark == at(4, 4))
    }

    @Test func marksCountLinesAndCharacters() throws {
        let document = try #require(DocumentStream("ü😀: x\nb:\n  - c: 1\n    d: ü\n").documents.first)
        #expect(document.member("ü😀")?.keyMark == at(1, 1))
        #expect(document["ü😀"]?.mark == at(1, 5))
        #expect(document.member("b")?.keyMark == at(2, 1))
        #expect(document["b"]?[0]?.mark == at(3, 5))
        #expect(document["b"]?[0]?["d"]?.mark == at(4, 8))
    }

    @Test(arguments: [
        ("a: b: c\n", "1:5: mapping values are not allowed in this context"),
        (
            "a:\n\t- b\n",
            "2:1: found character that cannot start any token while scanning for the next token that starts at 2:1"
        ),
        ("a: [1, 2\nb: c\n", "2:2: did not find expected ',' or ']' while parsing a flow sequence that starts at 1:4"),
        ("a: \"x\n", "2:1: found unexpected end of stream while scanning a quoted scalar that starts at 1:4"),
        ("a: 'x\n", "2:1: found unexpected end of stream while scanning a quoted scalar that starts at 1:4"),
        ("a: *x\n", "1:4: alias without an anchor before it"),
        ("a: &x [*x]\n", "1:8: alias without an anchor before it"),
        ("a: 1\n---\nb: *x\n", "3:4: alias without an anchor before it"),
        ("a: &x 1\n---\nb: *x\n", "3:4: alias without an anchor before it"),
        ("a: 1\n b: 2\n", "2:3: mapping values are not allowed in this context"),
        ("a: 1\nb: 2\na: 3\n", "3:1: duplicate key"),
        ("a: {b: 1, \"b\": 2}\n", "1:11: duplicate key"),
        ("yes: 1\n\"true\": 2\n", "2:1: duplicate key"),
        ("? [a]\n: 1\n", "1:3: a key must be a string, a number or a boolean"),
        ("? {a: 1}\n: 1\n", "1:3: a key must be a string, a number or a boolean"),
        ("~: 1\n", "1:1: a key must be a string, a number or a boolean"),
        ("a: \u{0}\n", "1:4: control characters are not allowed"),
        ("ü: ok\nb: x\u{7}\n", "2:5: control characters are not allowed"),
        ("<<: x\n", "1:5: the value of a merge key must be an object or an array of objects"),
        ("<<: [[{}]]\n", "1:6: the value of a merge key must be an object or an array of objects"),
        (
            "@x\n",
            "1:1: found character that cannot start any token while scanning for the next token that starts at 1:1"
        ),
        ("%YAML 2.0\n---\na: 1\n", "1:1: found incompatible YAML document"),
    ])
    func namesThePlaceAndTheKindOfAnError(_ text: String, _ description: String) {
        #expect(DocumentStream(text).error?.description == description)
    }

    @Test func anErrorInALaterDocumentIsToldAndTheEarlierOnesStay() {
        let stream = DocumentStream("a: 1\n---\nb: 2\n---\nc: [\n---\nd: 4\n")
        #expect(stream.json == [#"{"a":1}"#, #"{"b":2}"#])
        #expect(stream.error?.mark.line == 6)
    }

    @Test func refusesInvalidUTF8WithItsPlace() {
        let stream = DocumentStream(bytes: Array("a: 1\nbcdefghijkl: ü".utf8) + [0xff, 0x0a])
        #expect(stream.error == DocumentError(.invalidUTF8, at: at(2, 15)))
        // UTF-16 with a byte order mark, and a character that the file's end cuts off.
        #expect(DocumentStream(bytes: [0xff, 0xfe, 0x61, 0x00]).error == DocumentError(.invalidUTF8, at: at(1, 1)))
        #expect(DocumentStream(bytes: [0x61, 0xe2, 0x82]).error == DocumentError(.invalidUTF8, at: at(1, 2)))
    }

    @Test func expandsAliasesAndMergeKeys() {
        let stream = DocumentStream(
            """
            base: &base {a: 1, b: 2}
            other: &other
              b: 3
              c: 4
            copy: *base
            one:
              <<: *base
              b: own
            two:
              b: own
              <<: [*other, *base]
            key: &key name
            *key : value
            """
        )
        #expect(stream.error == nil)
        let document = stream.documents.first
        #expect(document?["copy"]?.jsonText == #"{"a":1,"b":2}"#)
        #expect(document?["one"]?.jsonText == #"{"a":1,"b":"own"}"#)
        #expect(document?["two"]?.jsonText == #"{"a":1,"b":"own","c":4}"#)
        #expect(document?["name"]?.jsonText == #""value""#)
    }

    @Test func anAnchorMayBeSetAgain() {
        #expect(DocumentStream("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").json == [#"{"a":1,"b":1,"c":2,"d":2}"#])
    }

    /// Each level repeats the one before it eight times.
    private func bomb(levels: Int) -> String {
        var text = "l0: &l0 [x, x, x, x, x, x, x, x]\n"
        for level in 1...levels {
            let alias = "*l\(level - 1)"
            text += "l\(level): &l\(level) [\(Array(repeating: alias, count: 8).joined(separator: ", "))]\n"
        }
        return text
    }

    @Test func stopsAnAliasBomb() {
        #expect(DocumentStream(bomb(levels: 3)).error == nil)
        let stream = DocumentStream(bomb(levels: 30))
        #expect(stream.documents.isEmpty)
        #expect(stream.error?.problem == .tooManyNodes(limit: 200_000))
    }

    /// Yams' own composer hashes such a key leaf by leaf.
    @Test func stopsAnAliasBombInAKey() {
        let start = ContinuousClock.now
        #expect(DocumentStream(bomb(levels: 4) + "k: {? *l4 : 1}\n").error?.problem == .badKey)
        #expect(DocumentStream(bomb(levels: 12) + "? *l12\n: 1\n").error?.problem == .tooManyNodes(limit: 200_000))
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func stopsABombOfMergeKeys() {
        var text = "m0: &m0 {a: 1, b: 2, c: 3, d: 4}\n"
        for level in 1...30 {
            text +=
                "m\(level): &m\(level) {<<: [*m\(level - 1), *m\(level - 1), *m\(level - 1)], k\(level): *m\(level - 1)}\n"
        }
        #expect(DocumentStream(text).error?.problem == .tooManyNodes(limit: 200_000))
    }

    @Test func countsValuesOverAllDocumentsOfAFile() {
        let text = String(repeating: bomb(levels: 3) + "---\n", count: 60)
        #expect(DocumentStream(text).error?.problem == .tooManyNodes(limit: 200_000))
    }

    @Test func aLargeFileMayHaveMoreValues() {
        let line = "- {name: some-name-here, value: some-value-here}\n"
        let stream = DocumentStream(String(repeating: line, count: 50_000))
        #expect(stream.error == nil)
    }

    @Test func refusesDeepNesting() {
        func flow(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(DocumentStream("a: \(flow(511))").error == nil)
        #expect(DocumentStream("a: \(flow(512))").error?.problem == .tooDeep(limit: 512))
        let block = (0..<600).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(DocumentStream(block).error?.problem == .tooDeep(limit: 512))
        #expect(DocumentStream("a: " + String(repeating: "[", count: 100_000)).error?.problem == .tooDeep(limit: 512))
    }

    @Test func refusesDeepNestingThroughAliases() {
        let deep = String(repeating: "[", count: 400) + "*a" + String(repeating: "]", count: 400)
        #expect(DocumentStream("a: &a [1]\nb: &b \(deep)\n").error == nil)
        #expect(
            DocumentStream("a: &a [1]\nb: &a \(deep)\nc: \(deep)\n").error?.problem == .tooDeep(limit: 512)
        )
    }
}
