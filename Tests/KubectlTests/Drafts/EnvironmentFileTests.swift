import KubeObjects
import Testing

@testable import Kubectl

struct EnvironmentFileTests {
    /// The values as text.
    private func values(_ text: String) throws -> [String: String] {
        try values(Array(text.utf8))
    }

    private func values(_ bytes: [UInt8]) throws -> [String: String] {
        var data = DraftData(of: .secret)
        let bytes = bytes.withUnsafeBytes { SecretBytes(copying: $0) }
        let file = EnvironmentFile(path: "f.env", bytes: bytes) { $0 == "SET" ? SecretBytes(utf8: "here") : nil }
        try file.add(to: &data)
        return data.values.mapValues { $0.withBytes { String(decoding: $0, as: UTF8.self) } }
    }

    @Test(arguments: [
        ("", [:]), ("\n\r\n# c\n  # c\n#a=b", [:]),
        ("a=1\nb=2", ["a": "1", "b": "2"]), ("a=1\r\nb=2\r\r\n", ["a": "1", "b": "2\r"]),
        ("a=\nb==", ["a": "", "b": "="]), ("\t a= 1 \n\u{A0}\u{2003}b=\u{A0}", ["a": " 1 ", "b": "\u{A0}"]),
        ("a=\"1\"\nb='2' # c\nc=\\n$X", ["a": "\"1\"", "b": "'2' # c", "c": "\\n$X"]),
        ("SET\nUNSET\n.a-b_C=1", ["SET": "here", "UNSET": "", ".a-b_C": "1"]),
        ("\u{FEFF}a=1\nb=\u{FEFF}", ["a": "1", "b": "\u{FEFF}"]), ("\u{FEFF}# c", [:]), ("a=1\0é", ["a": "1\0é"]),
    ])
    func linesAreRead(text: String, expected: [String: String]) throws {
        #expect(try values(text) == expected)
    }

    @Test func linesOfAnyLengthAreRead() throws {
        let long = String(repeating: "x", count: 1 << 20)
        #expect(try values("a=\(long)\nb=2") == ["a": long, "b": "2"])
    }

    @Test(arguments: [
        ("key#1=value1", "\"key#1\""), ("1key=value1", "\"1key\""), ("key@=value1", "\"key@\""), ("=v", "\"\""),
        ("é=v", "\"é\""),
        // What may be a piece of a key in PEM, or of any other value, is not shown, as kubectl does.
        ("a=b\nMIIEvQIBADANBg+/\n", "line 2 of f.env"), ("a=b\n\nQIBA/DANBg==\n", "line 3 of f.env"),
        ("export A=b", "line 1 of f.env"), ("a b", "line 1 of f.env"), ("a=b\n\u{FEFF}c", "line 2 of f.env"),
    ])
    func badNamesAreRefused(text: String, shown: String) {
        #expect(throws: KubectlError("\(shown) is not a valid key name: \(RuleTexts.environmentKey)")) {
            try values(text)
        }
    }

    @Test(arguments: [
        (".=v", "\".\" is not a valid key name: must not be '.'"),
        ("..=v", "\"..\" is not a valid key name: must not be '..'"),
        ("..x=v", "\"..x\" is not a valid key name: must not start with '..'"),
        ("a=1\na=2\n1=3", "cannot add key a, another key by that name already exists"),
    ])
    func badNamesAreRefusedInOrder(text: String, reason: String) {
        #expect(throws: KubectlError(reason)) { try values(text) }
    }

    @Test func namesAreNoLongerThanKeys() {
        let name = String(repeating: "a", count: 254)
        #expect(
            throws: KubectlError("\"\(name)\" is not valid key name for a Secret must be no more than 253 characters")
        ) {
            try values("\(name)=v")
        }
    }

    @Test func bytesThatAreNoUTF8AreRefusedAndNotShown() {
        #expect(throws: KubectlError("env file f.env contains invalid utf8 bytes at line 2")) {
            try values(Array("a=1\nb=".utf8) + [0xff, 0xfe])
        }
    }
}
