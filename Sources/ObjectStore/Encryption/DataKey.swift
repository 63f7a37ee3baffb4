import Crypto
import FoundationEssentials
import KubeObjects

/// A key that seals objects. It lies in the store, wrapped by an encryption key.
struct DataKey: Sendable {
    let id: String
    let key: SymmetricKey

    /// A new one from the system's random numbers.
    static func random() -> DataKey {
        let id = SymmetricKey(size: .init(bitCount: 64)).withUnsafeBytes { Array($0).hexadecimal }
        return DataKey(id: id, key: SymmetricKey(size: .bits256))
    }

    /// Opens a wrapped key. Nil where `wrapping` is not the key that wrapped it, or it was wrapped under another id.
    init?(id: String, wrapped: Data, by wrapping: EncryptionKey) {
        guard let box = try? AES.GCM.SealedBox(combined: wrapped),
            var bytes = try? AES.GCM.open(box, using: wrapping.key, authenticating: Self.context(id)),
            bytes.count == EncryptionKey.size
        else { return nil }
        self.id = id
        key = SymmetricKey(data: bytes)
        bytes.resetBytes(in: bytes.startIndex..<bytes.endIndex)
    }

    private init(id: String, key: SymmetricKey) {
        self.id = id
        self.key = key
    }

    func wrapped(by wrapping: EncryptionKey) throws -> Data {
        let box = try key.withUnsafeBytes { bytes in
            try AES.GCM.seal(bytes, using: wrapping.key, authenticating: Self.context(id))
        }
        return box.nonce + box.ciphertext + box.tag
    }

    /// Binds the id, so that wrapped keys cannot change places.
    private static func context(_ id: String) -> [UInt8] { Array("secretd:data-key:v1:\(id)".utf8) }
}
