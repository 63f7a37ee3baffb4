import Crypto
import FoundationEssentials
import KubeObjects

/// How an object lies in the database: a tag that says who sealed it and with which key, then nonce, ciphertext and tag.
///
/// The object's identity is authenticated with it: bytes that are moved to another row do not open there. The tag has a
/// scheme and a version, as Kubernetes' own encryption at rest has, so that other providers can come.
enum Envelope {
    static let prefix = "secretd:enc:aesgcm:v1:"

    static func seal(_ plain: SecretBytes, of key: StoreKey, with dataKey: DataKey) throws -> Data {
        let box = try plain.withBytes { bytes in
            try AES.GCM.seal(bytes, using: dataKey.key, authenticating: identity(of: key))
        }
        var sealed = Data("\(prefix)\(dataKey.id):".utf8)
        sealed.reserveCapacity(sealed.count + 28 + plain.count)
        sealed += box.nonce
        sealed += box.ciphertext
        sealed += box.tag
        return sealed
    }

    static func open(
        _ sealed: Data,
        of key: StoreKey,
        with dataKeys: [String: DataKey]
    ) throws(StoreError) -> SecretBytes {
        guard sealed.starts(with: prefix.utf8) else { throw .damaged(key) }
        let rest = sealed.dropFirst(prefix.utf8.count)
        guard let colon = rest.prefix(64).firstIndex(of: UInt8(ascii: ":")) else { throw .damaged(key) }
        let id = String(decoding: rest[..<colon], as: UTF8.self)
        guard let dataKey = dataKeys[id] else { throw .unknownDataKey(key, id: id) }
        do {
            let box = try AES.GCM.SealedBox(combined: rest[(colon + 1)...])
            var plain = try AES.GCM.open(box, using: dataKey.key, authenticating: identity(of: key))
            defer { plain.resetBytes(in: plain.startIndex..<plain.endIndex) }
            return plain.withUnsafeBytes { SecretBytes(copying: $0) }
        } catch {
            throw .damaged(key)
        }
    }

    /// No name holds a NUL, so no two keys have the same text.
    private static func identity(of key: StoreKey) -> [UInt8] {
        Array("secretd:object:v1\0\(key.resource)\0\(key.namespace)\0\(key.name)".utf8)
    }
}
