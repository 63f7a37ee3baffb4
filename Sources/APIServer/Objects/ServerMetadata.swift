import KubeObjects

/// The part of `metadata` that the server alone writes.
enum ServerMetadata {
    private static let fields = [
        "uid", "creationTimestamp", "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "generation",
        "selfLink", "managedFields",
    ]

    /// Makes the metadata of a new object, whatever the client has put there.
    static func begin(_ object: inout JSONValue, uid: String, now: Int64) {
        for field in fields where field != "managedFields" { object.set(nil, at: "metadata", field) }
        object.set(.string(uid), at: "metadata", "uid")
        object.set(.string(Timestamp.text(now)), at: "metadata", "creationTimestamp")
    }

    /// Keeps what the stored object has.
    static func keep(_ object: inout JSONValue, from old: JSONValue) {
        for field in fields where field != "managedFields" {
            object.set(old.value(at: "metadata", field), at: "metadata", field)
        }
        object.set(nil, at: "metadata", "resourceVersion")
    }

    /// A version 4 UUID of 128 random bits.
    static func uid(_ high: UInt64, _ low: UInt64) -> String {
        let high = high & ~0xf000 | 0x4000
        let low = low & ~(0b11 << 62) | (0b10 << 62)
        let digits = hexadecimal(high) + hexadecimal(low)
        var text = ""
        for (offset, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(offset) { text += "-" }
            text.append(digit)
        }
        return text
    }

    private static func hexadecimal(_ bits: UInt64) -> String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The end of a generated name: five characters that make no words. Source: k8s.io/apimachinery pkg/util/rand.
    static func nameEnding(_ random: UInt64) -> String {
        let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
        var rest = random
        return String(
            (0..<5).map { _ in
                defer { rest /= UInt64(alphabet.count) }
                return alphabet[Int(rest % UInt64(alphabet.count))]
            }
        )
    }
}
