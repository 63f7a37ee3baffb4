import Crypto
import KubeObjects

/// The end of a name that changes with what the object holds, `949tdgdkgg`.
///
/// Source: kubectl pkg/util/hash.
enum NameHash {
    /// - Parameter fields: What counts of the object.
    static func of(_ fields: [String: JSONValue]) -> String {
        let text = GoJSONWriter.compactText(of: .object(fields))
        let digits = SHA256.hash(data: Array(text.utf8)).prefix(5).flatMap { [$0 >> 4, $0 & 15] }
        return String(decoding: digits.map { alphabet[Int($0)] }, as: UTF8.self)
    }

    /// Hexadecimal digits, those that could spell a bad word exchanged.
    private static let alphabet = Array("gh2k456789mbcdtf".utf8)
}
