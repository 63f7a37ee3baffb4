import KubeObjects
import ObjectStore

/// Writes a list's JSON from the stored bytes of its items, which need not be parsed for it.
struct JSONPieces {
    private var bytes: [SecretBytes] = []
    private var isFirst = true

    mutating func begin() { bytes.append(SecretBytes(utf8: "{\"items\":[")) }

    mutating func add(_ objects: [StoredObject]) {
        for object in objects {
            if !isFirst { bytes.append(Self.comma) }
            isFirst = false
            bytes.append(object.json)
        }
    }

    /// - Parameter members: What follows the items in the object.
    mutating func end(_ members: JSONValue) {
        var writer = JSONWriter(capacity: 256)
        writer.write(members)
        let text = writer.secretBytes()
        bytes.append(SecretBytes(utf8: "],"))
        // Without its own opening bracket.
        bytes.append(text.withBytes { SecretBytes(copying: UnsafeRawBufferPointer(rebasing: $0.dropFirst())) })
    }

    /// What was written since the last time.
    mutating func take() -> SecretBytes {
        let pieces = bytes
        bytes = []
        return SecretBytes(capacity: pieces.reduce(0) { $0 + $1.count }) { buffer in
            var filled = 0
            for piece in pieces {
                piece.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: $0) }
                filled += piece.count
            }
            return filled
        }
    }

    private static let comma = SecretBytes(utf8: ",")
}
