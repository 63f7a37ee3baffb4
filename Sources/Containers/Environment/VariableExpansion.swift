package import KubeObjects

/// Replaces `$(NAME)` in texts. `$$` is a dollar sign; what is no reference stays as it is.
///
/// Works on bytes, because what is put in may be a secret. One thing differs: a dollar sign before a character that is
/// not ASCII leaves that character whole. Source: kubernetes third_party/forked/golang/expansion Expand.
package enum VariableExpansion {
    /// - Parameter value: The variable's value; nil leaves the reference as it is written.
    package static func expand(_ text: String, _ value: (String) -> SecretBytes?) -> SecretBytes {
        SecretBytes(joining: pieces(of: Array(text.utf8), value))
    }

    private static func pieces(of text: [UInt8], _ value: (String) -> SecretBytes?) -> [SecretBytes] {
        let dollar = UInt8(ascii: "$")
        var pieces: [SecretBytes] = []
        var plain: [UInt8] = []
        var index = 0
        while index < text.count {
            guard text[index] == dollar, index + 1 < text.count else {
                plain.append(text[index])
                index += 1
                continue
            }
            if text[index + 1] == dollar {
                plain.append(dollar)
                index += 2
            } else if text[index + 1] == UInt8(ascii: "("),
                let end = text[(index + 2)...].firstIndex(of: UInt8(ascii: ")"))
            {
                let name = String(decoding: text[(index + 2)..<end], as: UTF8.self)
                if let found = value(name) {
                    pieces.append(SecretBytes(copying: plain))
                    pieces.append(found)
                    plain = []
                } else {
                    plain += text[index...end]
                }
                index = end + 1
            } else {
                plain += text[index...(index + 1)]
                index += 2
            }
        }
        pieces.append(SecretBytes(copying: plain))
        return pieces
    }
}

extension SecretBytes {
    package convenience init(copying bytes: [UInt8]) {
        self.init(capacity: bytes.count) { buffer in
            buffer.copyBytes(from: bytes)
            return bytes.count
        }
    }

    /// All bytes of all pieces, in order.
    package convenience init(joining pieces: [SecretBytes]) {
        let count = pieces.reduce(0) { $0 + $1.count }
        self.init(capacity: count) { buffer in
            var offset = 0
            for piece in pieces {
                piece.withBytes { bytes in
                    UnsafeMutableRawBufferPointer(rebasing: buffer[offset...]).copyMemory(from: bytes)
                }
                offset += piece.count
            }
            return count
        }
    }

    /// Where a C string of it would end too early.
    var hasNUL: Bool { withBytes { $0.contains(0) } }

    /// The bytes as text, for paths and arguments: a copy that is not wiped.
    package var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }
}
