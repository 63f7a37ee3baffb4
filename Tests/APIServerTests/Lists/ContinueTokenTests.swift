import KubeObjects
import Testing

@testable import APIServer

@Suite struct ContinueTokenTests {
    @Test(
        arguments: [
            (1, "default/a"), (105, "prod/db"), (7, "/node1"), (UInt64(Int64.max), "a/b"), (UInt64.max, "a/b"),
            (3, "ns/ä~?>"), (3, "ns/\"\\\n"),
        ] as [(UInt64, String)]
    )
    func readsBackWhatItWrote(version: UInt64, key: String) throws {
        let token = ContinueToken(resourceVersion: version, startKey: key)
        #expect(try ContinueToken(parsing: token.text) == token)
        let isSafe = token.text.utf8.allSatisfy { byte in
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8.contains(byte)
        }
        #expect(isSafe)
    }

    @Test func isJSONInBase64() {
        let token = ContinueToken(resourceVersion: 5, startKey: "a/b")
        #expect(token.text == Self.encoded(#"{"rv":5,"start":"a/b","v":"meta.k8s.io/v1"}"#))
    }

    @Test(
        arguments: [
            (#"{"rv":0,"start":"a/b","v":"meta.k8s.io/v1"}"#, .badResourceVersion),
            (#"{"rv":-1,"start":"a/b","v":"meta.k8s.io/v1"}"#, .badResourceVersion),
            (#"{"rv":1.5,"start":"a/b","v":"meta.k8s.io/v1"}"#, .badResourceVersion),
            (#"{"rv":"5","start":"a/b","v":"meta.k8s.io/v1"}"#, .badResourceVersion),
            (#"{"rv":18446744073709551616,"start":"a/b","v":"meta.k8s.io/v1"}"#, .badResourceVersion),
            (#"{"start":"a/b","v":"meta.k8s.io/v1"}"#, .badResourceVersion),
            (#"{"rv":5,"start":"","v":"meta.k8s.io/v1"}"#, .noStartKey),
            (#"{"rv":5,"v":"meta.k8s.io/v1"}"#, .noStartKey),
            (#"{"rv":5,"start":"a/b","v":"v2"}"#, .otherVersion),
            (#"{"rv":5,"start":"a/b"}"#, .otherVersion),
            ("[]", .otherVersion),
            (#"{"v":"meta.k8s.io/v1","rv":5,"start":"a/b"}"#, .unreadable),
            (#"{"rv":5,"start":"a/b","v":"meta.k8s.io/v1","x":1}"#, .unreadable),
            (#"{"rv":5,"rv":6,"start":"a/b","v":"meta.k8s.io/v1"}"#, .unreadable),
            (#"{"rv":5, "start":"a/b","v":"meta.k8s.io/v1"}"#, .unreadable),
            (#"{"rv":5,"#, .unreadable),
            ("", .unreadable),
        ] as [(String, ContinueTokenError)]
    )
    func refusesOtherJSON(json: String, error: ContinueTokenError) {
        #expect(throws: error) { try ContinueToken(parsing: Self.encoded(json)) }
        #expect(error.description.hasPrefix("continue key is not valid: "))
    }

    @Test func refusesOtherTexts() {
        let text = ContinueToken(resourceVersion: 5, startKey: "a/b").text
        for bad in [
            "", "=", "a", "!!!!", "ä", "\(text)=", "\(text)\n", " \(text)", String(text.dropLast()), text + "A",
        ] {
            #expect(throws: ContinueTokenError.unreadable) { try ContinueToken(parsing: bad) }
        }
    }

    private static func encoded(_ json: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let bits = json.utf8.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        return String(
            stride(from: 0, to: bits.count, by: 6).map { start in
                let value = (start..<start + 6).reduce(0) { $0 << 1 | ($1 < bits.count ? Int(bits[$1]) : 0) }
                return alphabet[value]
            }
        )
    }
}
