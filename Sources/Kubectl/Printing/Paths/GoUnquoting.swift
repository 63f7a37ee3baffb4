/// Reads texts in quotes as Go writes them.
///
/// Source: Go strconv UnquoteChar.
enum GoUnquoting {
    /// - Parameter text: With its quotes, single or double ones.
    /// - Returns: Nil where it is no such text.
    static func unquoted(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count >= 2, let quote = scalars.first, quote == scalars.last else { return nil }
        var rest = scalars[1..<scalars.count - 1]
        // Escapes may give single bytes of a character.
        var bytes: [UInt8] = []
        while let next = rest.popFirst() {
            guard next != quote else { return nil }
            guard next == "\\" else {
                bytes += UTF8.encode(next).map(Array.init) ?? []
                continue
            }
            guard let escape = unescaped(&rest, quote) else { return nil }
            bytes += escape
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes that an escape stands for, read from behind its backslash.
    private static func unescaped(_ rest: inout ArraySlice<Unicode.Scalar>, _ quote: Unicode.Scalar) -> [UInt8]? {
        guard let letter = rest.popFirst() else { return nil }
        switch letter {
        case "a": return [0x07]
        case "b": return [0x08]
        case "f": return [0x0c]
        case "n": return [0x0a]
        case "r": return [0x0d]
        case "t": return [0x09]
        case "v": return [0x0b]
        case "\\": return [UInt8(ascii: "\\")]
        case quote: return Array(String(quote).utf8)
        case "x": return number(&rest, digits: 2, radix: 16).map { [UInt8($0)] }
        case "u": return number(&rest, digits: 4, radix: 16).flatMap(encoded)
        case "U": return number(&rest, digits: 8, radix: 16).flatMap(encoded)
        case "0"..."7":
            rest = [letter] + rest
            return number(&rest, digits: 3, radix: 8).flatMap { UInt8(exactly: $0) }.map { [$0] }
        default: return nil
        }
    }

    private static func number(_ rest: inout ArraySlice<Unicode.Scalar>, digits: Int, radix: Int) -> UInt32? {
        let text = rest.prefix(digits)
        rest = rest.dropFirst(digits)
        guard text.count == digits, text.first != "+" else { return nil }
        return UInt32(String(String.UnicodeScalarView(text)), radix: radix)
    }

    private static func encoded(_ code: UInt32) -> [UInt8]? {
        Unicode.Scalar(code).flatMap { UTF8.encode($0) }.map(Array.init)
    }
}
