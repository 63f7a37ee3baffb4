/// Base64 as Kubernetes reads and writes it: RFC 4648 §4, padded.
package enum Base64 {
    /// Decodes `text` straight into bytes that are wiped, with no copy in between.
    ///
    /// CR and LF count for nothing wherever they stand; every other byte outside the alphabet is an error. Bits after the
    /// last whole byte are ignored, as Kubernetes does.
    ///
    /// - Throws: `Base64Error.corruptInput` with the byte offset that Go's decoder names.
    ///   Source: Go encoding/base64 `(*Encoding).Decode`, which Kubernetes' texts come from.
    package static func decode(_ text: UnsafeRawBufferPointer) throws(Base64Error) -> SecretBytes {
        try SecretBytes(capacity: likelyCount(text)) { (target) throws(Base64Error) in
            var decoder = Base64Decoder(text, into: target)
            try decoder.run()
            return decoder.written
        }
    }

    /// Decodes the UTF-8 bytes of `text`.
    package static func decode(_ text: String) throws(Base64Error) -> SecretBytes {
        let direct = text.utf8.withContiguousStorageIfAvailable { bytes in
            Result { () throws(Base64Error) in try decode(UnsafeRawBufferPointer(bytes)) }
        }
        if let direct { return try direct.get() }
        let copy = SecretBytes(utf8: text)
        return try copy.withBytes { (bytes) throws(Base64Error) in try decode(bytes) }
    }

    /// The number of characters that `count` bytes become.
    package static func encodedCount(_ count: Int) -> Int { (count + 2) / 3 * 4 }

    /// Writes the base64 of `bytes` to the start of `target`, which has room for `encodedCount` characters.
    package static func encode(_ bytes: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) {
        precondition(target.count >= encodedCount(bytes.count), "no room for the base64")
        var read = 0
        var write = 0
        while read < bytes.count {
            let left = bytes.count - read
            let first = UInt32(bytes[read])
            let second = left > 1 ? UInt32(bytes[read + 1]) : 0
            let third = left > 2 ? UInt32(bytes[read + 2]) : 0
            let group = first << 16 | second << 8 | third
            target[write] = character(group >> 18)
            target[write + 1] = character(group >> 12)
            target[write + 2] = left > 1 ? character(group >> 6) : UInt8(ascii: "=")
            target[write + 3] = left > 2 ? character(group) : UInt8(ascii: "=")
            read += 3
            write += 4
        }
    }

    /// The exact size of what decodes from `text` if it has no line breaks, more than that if it has; never less than
    /// is written before an error shows.
    private static func likelyCount(_ text: UnsafeRawBufferPointer) -> Int {
        let whole = text.count / 4 * 3
        guard text.count >= 4, text.count.isMultiple(of: 4), text[text.count - 1] == UInt8(ascii: "=") else {
            return whole
        }
        return whole - (text[text.count - 2] == UInt8(ascii: "=") ? 2 : 1)
    }

    @inline(__always)
    private static func character(_ bits: UInt32) -> UInt8 {
        let index = UInt8(truncatingIfNeeded: bits & 63)
        return switch index {
        case 0..<26: UInt8(ascii: "A") + index
        case 26..<52: UInt8(ascii: "a") + (index - 26)
        case 52..<62: UInt8(ascii: "0") + (index - 52)
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }
}

/// What a base64 decoder refuses.
package enum Base64Error: Error, Hashable, Sendable {
    /// `offset` counts bytes from 0.
    case corruptInput(offset: Int)
}

extension Base64Error: CustomStringConvertible {
    /// Kubernetes' text.
    package var description: String {
        switch self {
        case .corruptInput(let offset): "illegal base64 data at input byte \(offset)"
        }
    }
}
