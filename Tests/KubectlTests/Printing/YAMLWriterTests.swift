import KubeObjects
import Kubectl
import Testing

/// The expected texts are what kubectl 1.33 prints.
struct YAMLWriterTests {
    @Test func listsStandAtTheLevelOfTheirKey() {
        let value: JSONValue = [
            "lists": [[1, [2, 3]], [], [:], [["a": 1, "b": [4]], "x\ny\n"], .null, true],
            "maps": ["a": ["b": ["c": [:]]]],
        ]
        #expect(
            YAMLWriter.text(of: value) == """
                lists:
                - - 1
                  - - 2
                    - 3
                - []
                - {}
                - - a: 1
                    b:
                    - 4
                  - |
                    x
                    y
                - null
                - true
                maps:
                  a:
                    b:
                      c: {}

                """
        )
    }

    @Test func longKeysAndThoseOfSeveralLinesStandBehindAQuestionMark() {
        let simple = String(repeating: "k", count: 128)
        let value: JSONValue = [
            "two\nlines": ["a": 1, "b": 2], "three\nlines\n": ["a", "b"], "": 0, "true": 1, "12": 2, "a: b": 3,
        ]
        var all = value
        all[simple] = "simple"
        all["\(simple)k"] = "long"
        all["\(simple)kk"] = [1]
        #expect(
            YAMLWriter.text(of: ["data": all]) == """
                data:
                  "": 0
                  "12": 2
                  'a: b': 3
                  \(simple): simple
                  ? \(simple)k
                  : long
                  ? \(simple)kk
                  : - 1
                  ? |
                    three
                    lines
                  : - a
                    - b
                  "true": 1
                  ? |-
                    two
                    lines
                  : a: 1
                    b: 2

                """
        )
    }

    @Test func numbersInKeysCountAsNumbers() {
        let keys = [
            "_", "~", "0", "00", "1", "2", "10", "A", "Z", "a", "a-b", "a.b", "a_b", "a1", "a01", "a2", "a2b9", "a2b10",
            "a10", "ab", "b", "é",
        ]
        let value = JSONValue.object(Dictionary(uniqueKeysWithValues: keys.map { ($0, 0) }))
        let lines = YAMLWriter.text(of: value).split(separator: "\n").map { line in
            String(line.dropLast(3).filter { $0 != "\"" })
        }
        #expect(lines == keys)
    }

    @Test func aZeroWithinANumberCounts() {
        #expect(YAMLWriter.text(of: ["a101_": 0, "a19": 0]) == "a19: 0\na101_: 0\n")
        #expect(YAMLWriter.text(of: ["01": 0, "1": 0]) == "\"1\": 0\n\"01\": 0\n")
    }

    @Test(
        arguments: [
            (.integer(-5), "-5"), (.integer(.max), "9223372036854775807"), (.number("1.5"), "1.5"),
            (.number("1e3"), "1000"),
            (.number("1000000.5"), "1.0000005e+06"), (.number("123456789.50"), "1.234567895e+08"),
            (.number("1e21"), "1e+21"), (.number("100000000000000000000"), "1e+20"), (.number("0.0000001"), "1e-07"),
            (.number("1.25e-5"), "1.25e-05"), (.number("12345678901234567890"), "12345678901234567000"),
            (.number("18446744073709551615"), "1.8446744073709552e+19"), (.number("0.1"), "0.1"),
            (.number("-2.5"), "-2.5"),
            (.number("1e400"), "1e400"),
            (.null, "null"), (.bool(true), "true"), (.array([]), "[]"), (.object([:]), "{}"), (.string(""), "\"\""),
        ] as [(JSONValue, String)]
    )
    func documentsOfOneValue(value: JSONValue, yaml: String) {
        #expect(YAMLWriter.text(of: value) == "\(yaml)\n")
    }

    @Test func deepDocumentsAreWritten() {
        var value: JSONValue = "x"
        for _ in 0..<DocumentLimits.depth { value = ["k": value] }
        let lines = YAMLWriter.text(of: value).split(separator: "\n")
        #expect(lines.count == DocumentLimits.depth)
        let innermost = String(repeating: " ", count: 2 * (DocumentLimits.depth - 1)) + "k: x"
        #expect(lines.last.map(String.init) == innermost)
    }

    /// What is written is read back as it was, whatever the strings are made of.
    @Test func everyTextComesBack() {
        let pieces = [
            "a", "0", "1", ":", " ", "\n", "-", "#", "'", "\"", "\\", "\t", "\r", "é", "😀", "\u{7f}", "true", "~",
        ]
        var texts: [String] = []
        for first in pieces {
            for second in pieces {
                for third in pieces { texts.append(first + second + third) }
            }
        }
        let members = Dictionary(texts.map { ($0, JSONValue.string($0)) }, uniquingKeysWith: { first, _ in first })
        let value: JSONValue = ["keys": .object(members), "list": .array(texts.map(JSONValue.string))]
        let bytes = SecretBytes(utf8: YAMLWriter.text(of: value))
        #expect(bytes.withBytes { DocumentStream($0).documents.map(\.json) } == [value])
    }
}
