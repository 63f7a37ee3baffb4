/// One run of the base64 decoder over a text; `Base64.decode` is its caller.
struct Base64Decoder {
    private static let padding = UInt8(ascii: "=")
    /// In `digits`: no character of the alphabet.
    private static let none: UInt8 = 0xff

    /// The value of each character, by its byte.
    private static let digits: [UInt8] = {
        var digits = [UInt8](repeating: none, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, character) in alphabet.utf8.enumerated() { digits[Int(character)] = UInt8(value) }
        return digits
    }()

    private let source: UnsafeRawBufferPointer
    private let target: UnsafeMutableRawBufferPointer
    private var position = 0
    /// Bytes of the target that are filled.
    private(set) var written = 0

    init(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) {
        self.source = source
        self.target = target
    }

    /// Decodes all of the source.
    mutating func run() throws(Base64Error) {
        let source = source
        let target = target
        while position < source.count {
            let start = position
            let filled = written
            // Whole groups of four plain characters, nearly all of any text.
            let (read, wrote) = Self.digits.withUnsafeBufferPointer { digits in
                var read = start
                var wrote = filled
                while source.count - read >= 4, target.count - wrote >= 3 {
                    let a = digits[Int(source[read])]
                    let b = digits[Int(source[read + 1])]
                    let c = digits[Int(source[read + 2])]
                    let d = digits[Int(source[read + 3])]
                    guard a | b | c | d != Self.none else { break }
                    target[wrote] = a << 2 | b >> 4
                    target[wrote + 1] = b << 4 | c >> 2
                    target[wrote + 2] = c << 6 | d
                    read += 4
                    wrote += 3
                }
                return (read, wrote)
            }
            position = read
            written = wrote
            try decodeGroup()
        }
    }

    /// Decodes one group with line breaks or padding in it.
    private mutating func decodeGroup() throws(Base64Error) {
        var group: UInt32 = 0
        var length = 0
        while length < 4 {
            guard position < source.count else {
                if length == 0 { return }
                throw .corruptInput(offset: position - length)
            }
            let byte = source[position]
            position += 1
            let digit = Self.digits[Int(byte)]
            if digit != Self.none {
                group = group << 6 | UInt32(digit)
                length += 1
            } else if byte == Self.padding {
                try finishPadding(after: length)
                break
            } else if !Self.isLineBreak(byte) {
                throw .corruptInput(offset: position - 1)
            }
        }
        group <<= UInt32(4 - length) * 6
        precondition(target.count - written >= length - 1, "no room for the decoded bytes")
        for shift in [UInt32(16), 8, 0].prefix(length - 1) {
            target[written] = UInt8(truncatingIfNeeded: group >> shift)
            written += 1
        }
    }

    /// Checks the rest of the text once a first `=` was read after `length` characters of a group.
    private mutating func finishPadding(after length: Int) throws(Base64Error) {
        guard length >= 2 else { throw .corruptInput(offset: position - 1) }
        if length == 2 {
            skipLineBreaks()
            guard position < source.count else { throw .corruptInput(offset: source.count) }
            guard source[position] == Self.padding else { throw .corruptInput(offset: position - 1) }
            position += 1
        }
        skipLineBreaks()
        guard position == source.count else { throw .corruptInput(offset: position) }
    }

    private mutating func skipLineBreaks() {
        while position < source.count, Self.isLineBreak(source[position]) { position += 1 }
    }

    private static func isLineBreak(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}
