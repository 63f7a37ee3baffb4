import KubeObjects
import Testing

@Suite struct Base64Tests {
    private func decoded(_ text: String) throws -> [UInt8] {
        try Base64.decode(text).withBytes { Array($0) }
    }

    private func encoded(_ bytes: [UInt8]) -> String {
        var target = [UInt8](repeating: 0, count: Base64.encodedCount(bytes.count))
        bytes.withUnsafeBytes { source in target.withUnsafeMutableBytes { Base64.encode(source, into: $0) } }
        return String(decoding: target, as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
        ("Zm9vYmFy", "foobar"),
    ])
    func decodesAndEncodesTheExamplesOfTheRFC(_ text: String, _ plain: String) throws {
        #expect(try decoded(text) == Array(plain.utf8))
        #expect(encoded(Array(plain.utf8)) == text)
    }

    @Test(arguments: ["Zm9v\nYmFy", "Zm9v\r\nYmFy\r\n", "Z\nm9v\rYm\nFy", "\n\nZm9vYmFy", "Zm\n\n\n9vYmFy\n"])
    func lineBreaksCountForNothing(_ text: String) throws {
        #expect(try decoded(text) == Array("foobar".utf8))
    }

    @Test(arguments: ["Zg=\n=", "Zg\n==", "Zg==\r\n", "\nZ\ng\n=\n=\n"])
    func lineBreaksMayStandInThePadding(_ text: String) throws {
        #expect(try decoded(text) == Array("f".utf8))
    }

    /// Offsets as Go's decoder gives them, which Kubernetes prints.
    @Test(arguments: [
        ("!!!!", 0), ("====", 0), ("x===", 1), ("=AAA", 0), ("A=AA", 1), ("AA=A", 2), ("AA==A", 4), ("AAA=AAAA", 4),
        ("AAAAA", 4), ("AAAAAA", 4), ("A=", 1), ("A==", 1), ("AA=", 3), ("AA==", -1), ("AAA=", -1), ("AAAA", -1),
        ("AAAAA=", 5), ("YWJjZA=====", 8), ("aGVs*G8=", 4), ("aGVs bG8=", 4), ("a-_b", 1), ("aGVsbG8", 4),
        ("aGVs\tbG8=", 4), ("aGVs\u{0}", 4), ("Zé==", 1), ("QUJDQ=", 5), ("QQ=\n", 4), ("Q", 0),
    ])
    func namesTheByteThatIsWrong(_ text: String, _ offset: Int) {
        if offset < 0 {
            #expect(throws: Never.self) { try decoded(text) }
        } else {
            #expect(throws: Base64Error.corruptInput(offset: offset)) { try decoded(text) }
        }
    }

    @Test func saysWhatIsWrongInKubernetesWords() {
        #expect("\(Base64Error.corruptInput(offset: 7))" == "illegal base64 data at input byte 7")
    }

    @Test(arguments: 0...70)
    func everyLengthComesBack(_ length: Int) throws {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length &* 11) }
        let text = encoded(bytes)
        #expect(try decoded(text) == bytes)
        let broken = text.enumerated().map { $0.offset % 5 == 4 ? "\n\($0.element)" : "\($0.element)" }.joined()
        #expect(try decoded(broken) == bytes)
    }

    @Test func everyByteStandsForItselfOrIsRefused() throws {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for byte in UInt8.min...UInt8.max {
            let text: [UInt8] = [byte, byte, byte, byte]
            let result = Result { try text.withUnsafeBytes { try Base64.decode($0).count } }
            let character = Character(Unicode.Scalar(byte))
            if alphabet.contains(character) {
                #expect(try result.get() == 3)
            } else if character == "\n" || character == "\r" {
                #expect(try result.get() == 0)
            } else {
                #expect(throws: Base64Error.corruptInput(offset: 0)) { try result.get() }
            }
        }
    }
}
