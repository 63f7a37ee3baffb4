import Crypto
import FoundationEssentials
import KubeObjects

/// A key-encryption key: wraps data keys, and nothing else. Prints as its id.
package struct EncryptionKey: Sendable {
    /// In bytes: AES-256.
    package static let size = 32

    /// Says which key it is and nothing about it: 16 hexadecimal digits of a hash.
    package let id: String
    let key: SymmetricKey

    /// - Parameter bytes: 32 of them.
    init(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == Self.size, "an encryption key has 32 bytes")
        key = SymmetricKey(data: bytes)
        var hash = SHA256()
        hash.update(data: Array("secretd encryption key id\0".utf8))
        hash.update(bufferPointer: bytes)
        id = Array(hash.finalize().prefix(8)).hexadecimal
    }

    /// A new one from the system's random numbers.
    static func random() -> EncryptionKey {
        SymmetricKey(size: .bits256).withUnsafeBytes { EncryptionKey($0) }
    }

    /// The key as the line of a key file: base64.
    func line() -> SecretBytes {
        key.withUnsafeBytes { bytes in
            SecretBytes(capacity: Base64.encodedCount(bytes.count) + 1) { target in
                Base64.encode(bytes, into: target)
                target[target.count - 1] = UInt8(ascii: "\n")
                return target.count
            }
        }
    }
}

extension EncryptionKey: CustomStringConvertible, CustomReflectable {
    package var description: String { id }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Sequence<UInt8> {
    /// Two lower-case digits a byte.
    var hexadecimal: String {
        var text = ""
        for byte in self { text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        return text
    }
}
