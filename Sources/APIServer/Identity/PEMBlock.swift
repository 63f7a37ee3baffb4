import KubeObjects

/// One block of PEM: what stands between a `BEGIN` line and its `END` line.
struct PEMBlock: Sendable {
    let label: String
    let bytes: SecretBytes

    /// The blocks of a text, read as leniently as Go's encoding/pem does: other text between them does not matter,
    /// header fields are passed over, and so is a block that is not whole.
    static func blocks(in text: UnsafeRawBufferPointer) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var open: (label: ArraySlice<UInt8>, body: Int)?
        var start = 0
        while start < text.count {
            let rest = UnsafeRawBufferPointer(rebasing: text[start...])
            let end = start + (rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.count)
            if let label = label(of: text[start..<end], after: "-----BEGIN ") {
                open = (label, min(end + 1, text.count))
            } else if let (label, body) = open, Self.label(of: text[start..<end], after: "-----END ") == label {
                if let bytes = decode(text[body..<start]) {
                    blocks.append(PEMBlock(label: String(decoding: label, as: UTF8.self), bytes: bytes))
                }
                open = nil
            }
            start = end + 1
        }
        return blocks
    }

    private static func label(
        of line: Slice<UnsafeRawBufferPointer>,
        after start: String
    ) -> ArraySlice<UInt8>? {
        // A line is copied only when it is a mark and no piece of a key.
        guard line.starts(with: start.utf8) else { return nil }
        var label = Array(line)[...].dropFirst(start.utf8.count)
        while let last = label.last, isSpace(last) { label.removeLast() }
        guard label.suffix(5).elementsEqual("-----".utf8) else { return nil }
        return label.dropLast(5)
    }

    /// The base64 of a block without header fields and spaces; nil when it is none.
    private static func decode(_ body: Slice<UnsafeRawBufferPointer>) -> SecretBytes? {
        let compact = SecretBytes(capacity: body.count) { target in
            var count = 0
            for line in body.split(separator: UInt8(ascii: "\n")) where !line.contains(UInt8(ascii: ":")) {
                for byte in line where !isSpace(byte) {
                    target[count] = byte
                    count += 1
                }
            }
            return count
        }
        return compact.withBytes { try? Base64.decode($0) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
}
