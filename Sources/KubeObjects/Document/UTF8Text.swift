/// Questions about bytes that should be UTF-8.
package enum UTF8Text {
    /// The bytes without the byte order mark that some editors put in front.
    package static func withoutByteOrderMark(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        bytes.starts(with: [0xef, 0xbb, 0xbf]) ? UnsafeRawBufferPointer(rebasing: bytes.dropFirst(3)) : bytes
    }

    /// The number of bytes before the first that is not UTF-8; all of them if there is none.
    package static func validPrefix(of bytes: UnsafeRawBufferPointer) -> Int {
        var valid = 0
        while valid < bytes.count {
            valid += asciiPrefix(of: bytes, from: valid)
            // A stretch that is not ASCII ends with the next byte that is.
            let end = bytes[valid...].firstIndex { $0 < 0x80 } ?? bytes.count
            var iterator = bytes[valid..<end].makeIterator()
            var parser = Unicode.UTF8.ForwardParser()
            while valid < end {
                guard case .valid(let scalar) = parser.parseScalar(from: &iterator) else { return valid }
                valid += scalar.count
            }
        }
        return valid
    }

    /// The number of ASCII bytes from `start` on, eight of them at a time: nearly all of any manifest is ASCII.
    private static func asciiPrefix(of bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var offset = start
        while bytes.count - offset >= 8,
            bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
            offset += 8
        }
        while offset < bytes.count, bytes[offset] < 0x80 { offset += 1 }
        return offset - start
    }

    /// Where the byte at `offset` stands. The bytes before it are UTF-8.
    static func mark(of offset: Int, in bytes: UnsafeRawBufferPointer) -> SourceMark {
        var mark = SourceMark(line: 1, column: 1)
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                mark.line += 1
                mark.column = 1
            } else if byte & 0xc0 != 0x80 {
                mark.column += 1
            }
        }
        return mark
    }
}
