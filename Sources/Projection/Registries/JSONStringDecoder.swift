import KubeObjects

/// Unescapes the text of a JSON string that is known to be well-formed, straight into bytes that are wiped.
enum JSONStringDecoder {
    /// - Parameter text: What stands between the quotes.
    static func decode(_ text: UnsafeRawBufferPointer) -> SecretBytes {
        // No escape is shorter than what it stands for.
        SecretBytes(capacity: text.count) { target in
            var read = 0
            var written = 0
            while read < text.count {
                var byte = text[read]
                read += 1
                if byte == UInt8(ascii: "\\"), read < text.count {
                    let letter = text[read]
                    read += 1
                    if letter == UInt8(ascii: "u") {
                        for unit in UTF8.encode(scalar(in: text, &read)) ?? UTF8.encodedReplacementCharacter {
                            target[written] = unit
                            written += 1
                        }
                        continue
                    }
                    byte = plain(letter)
                }
                target[written] = byte
                written += 1
            }
            return written
        }
    }

    private static func plain(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }

    /// Reads on behind `\u`. As in Go, half of a surrogate pair becomes U+FFFD.
    private static func scalar(in text: UnsafeRawBufferPointer, _ read: inout Int) -> Unicode.Scalar {
        let first = hexadecimal(in: text, read)
        read += 4
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, read + 6 <= text.count, text[read] == UInt8(ascii: "\\"),
            text[read + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let second = hexadecimal(in: text, read + 2)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { return "\u{FFFD}" }
        read += 6
        return scalar
    }

    private static func hexadecimal(in text: UnsafeRawBufferPointer, _ start: Int) -> UInt32 {
        text[min(start, text.count)..<min(start + 4, text.count)].reduce(0) { value, byte in
            value << 4 | UInt32(Character(Unicode.Scalar(byte)).hexDigitValue ?? 0)
        }
    }
}

extension SecretBytes {
    /// The bytes where they are UTF-8, which they nearly always are, else with U+FFFD for what is not.
    var validUTF8: SecretBytes {
        withBytes { bytes in
            var isValid = true
            var units = bytes.makeIterator()
            var decoder = UTF8()
            decoding: while true {
                switch decoder.decode(&units) {
                case .scalarValue: continue
                case .emptyInput: break decoding
                case .error:
                    isValid = false
                    break decoding
                }
            }
            return isValid ? self : SecretBytes(utf8: String(decoding: bytes, as: UTF8.self))
        }
    }
}
