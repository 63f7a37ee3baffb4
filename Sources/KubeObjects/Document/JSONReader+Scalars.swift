extension JSONReader {
    /// Reads a string from its opening to its closing quote.
    mutating func readString() throws(DocumentError) -> String {
        position += 1
        let start = position
        var seen: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let text = try text(of: start..<position, mayHoldContinuations: seen >= 0x80)
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try readEscapedString(from: start) }
            guard byte >= 0x20 else { throw error("control characters in a string must be escaped") }
            seen |= byte
            position += 1
        }
        throw error("unexpected end of JSON")
    }

    /// The text of a range with no escape in it; counts its continuation bytes, for columns.
    private mutating func text(of range: Range<Int>, mayHoldContinuations: Bool) throws(DocumentError) -> String {
        let slice = UnsafeRawBufferPointer(rebasing: bytes[range])
        guard mayHoldContinuations else { return String(decoding: slice, as: UTF8.self) }
        guard let text = String(validating: slice, as: UTF8.self) else {
            position = range.lowerBound + UTF8Text.validPrefix(of: slice)
            countContinuations(in: range.lowerBound..<position)
            throw DocumentError(.invalidUTF8, at: mark)
        }
        countContinuations(in: range)
        return text
    }

    private mutating func countContinuations(in range: Range<Int>) {
        for offset in range where bytes[offset] & 0xc0 == 0x80 { continuationBytes += 1 }
    }

    /// Reads on from the first backslash of a string that started at `start`.
    private mutating func readEscapedString(from start: Int) throws(DocumentError) -> String {
        var result = ""
        var pieceStart = start
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                result += try text(of: pieceStart..<position, mayHoldContinuations: true)
                position += 1
                return result
            case UInt8(ascii: "\\"):
                result += try text(of: pieceStart..<position, mayHoldContinuations: true)
                result.unicodeScalars.append(try readEscape())
                pieceStart = position
            case 0..<0x20:
                throw error("control characters in a string must be escaped")
            default:
                position += 1
            }
        }
        throw error("unexpected end of JSON")
    }

    private mutating func readEscape() throws(DocumentError) -> Unicode.Scalar {
        let start = mark
        position += 1
        guard let letter = next else { throw error("unexpected end of JSON") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try readUnicodeEscape(from: start)
        default: throw DocumentError(.syntax("unknown escape in a string"), at: start)
        }
    }

    /// Reads the digits after `\u`, and the second half of a surrogate pair.
    private mutating func readUnicodeEscape(from start: SourceMark) throws(DocumentError) -> Unicode.Scalar {
        let first = try readHexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let lone = DocumentError(.syntax("half of a surrogate pair in a string"), at: start)
        guard first < 0xdc00, next == UInt8(ascii: "\\") else { throw lone }
        position += 1
        guard next == UInt8(ascii: "u") else { throw lone }
        position += 1
        let second = try readHexadecimal()
        guard 0xdc00...0xdfff ~= second,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { throw lone }
        return scalar
    }

    private mutating func readHexadecimal() throws(DocumentError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    /// Reads a number; one that is no `Int64` stays text.
    mutating func readNumber() throws(DocumentError) -> DocumentNode.Value {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") {
            position += 1
            if let next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= next {
                throw error("a number must not start with 0; JSON has no octal numbers")
            }
        } else {
            try skipDigits()
        }
        var isInteger = true
        if next == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try skipDigits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try skipDigits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard isInteger, let integer = Int64(text) else { return .number(text) }
        return .integer(integer)
    }

    private mutating func skipDigits() throws(DocumentError) {
        let start = position
        while let next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= next { position += 1 }
        guard position > start else { throw error("expected a digit") }
    }
}
