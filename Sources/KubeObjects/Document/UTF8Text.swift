/// Questions about bytes that should be UTF-8.
enum UTF8Text {
    /// The bytes without the byte order mark that some editors put in front.
    static func withoutByteOrderMark(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        bytes.starts(with: [0xef, 0xbb, 0xbf]) ? UnsafeRawBufferPointer(rebasing: bytes.dropFirst(3)) : bytes
    }

    /// The number of bytes before the first that is not UTF-8; all of them if there is none.
    static func validPrefix(of bytes: UnsafeRawBufferPointer) -> Int {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var valid = 0
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let scalar): valid += scalar.count
            case .emptyInput, .error: return valid
            }
        }
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
