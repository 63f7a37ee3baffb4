/// Tells whether bytes are JSON and keeps nothing of them: a reader would leave copies of the credentials, as strings
/// that nobody can wipe.
///
/// Source: RFC 8259. As Go's reader it lets repeated keys and malformed UTF-8 in strings pass.
struct JSONRecogniser {
    /// As in Go's encoding/json.
    private static let maximumDepth = 10_000

    private var rest: UnsafeRawBufferPointer.SubSequence

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes[...]
    }

    mutating func isObjectOrNull() -> Bool {
        skipSpace()
        guard rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "n"), value() else { return false }
        skipSpace()
        return rest.isEmpty
    }

    /// Not recursive: the depth is the input's to choose, the stack is not.
    private mutating func value() -> Bool {
        var closers: [UInt8] = []
        while true {
            skipSpace()
            if let closer = opening() {
                skipSpace()
                if !take(closer) {
                    closers.append(closer)
                    guard closers.count <= Self.maximumDepth, element(in: closer) else { return false }
                    continue
                }
            } else if !scalar() {
                return false
            }
            guard let more = afterValue(&closers) else { return false }
            if !more { return true }
        }
    }

    /// Steps over `,` and closing brackets. False: the outermost value is complete; nil: malformed.
    private mutating func afterValue(_ closers: inout [UInt8]) -> Bool? {
        while let closer = closers.last {
            skipSpace()
            if take(UInt8(ascii: ",")) { return element(in: closer) ? true : nil }
            guard take(closer) else { return nil }
            closers.removeLast()
        }
        return false
    }

    private mutating func opening() -> UInt8? {
        if take(UInt8(ascii: "{")) { return UInt8(ascii: "}") }
        return take(UInt8(ascii: "[")) ? UInt8(ascii: "]") : nil
    }

    /// What comes before the next value: the name in an object, nothing in an array.
    private mutating func element(in closer: UInt8) -> Bool {
        guard closer == UInt8(ascii: "}") else { return true }
        skipSpace()
        guard string() else { return false }
        skipSpace()
        return take(UInt8(ascii: ":"))
    }

    private mutating func scalar() -> Bool {
        switch rest.first {
        case UInt8(ascii: "\""): string()
        case UInt8(ascii: "t"): take("true")
        case UInt8(ascii: "f"): take("false")
        case UInt8(ascii: "n"): take("null")
        default: number()
        }
    }

    private mutating func string() -> Bool {
        guard take(UInt8(ascii: "\"")) else { return false }
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return true
            case UInt8(ascii: "\\"): guard escape() else { return false }
            case 0..<0x20: return false
            default: break
            }
        }
        return false
    }

    private mutating func escape() -> Bool {
        guard let byte = rest.popFirst() else { return false }
        guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
        guard rest.count >= 4, rest.prefix(4).allSatisfy(\.isHexadecimal) else { return false }
        rest.removeFirst(4)
        return true
    }

    private mutating func number() -> Bool {
        _ = take(UInt8(ascii: "-"))
        guard take(UInt8(ascii: "0")) || digits() else { return false }
        if take(UInt8(ascii: ".")), !digits() { return false }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            return digits()
        }
        return true
    }

    /// At least one digit.
    private mutating func digits() -> Bool {
        let before = rest.count
        rest = rest.drop(while: \.isDigit)
        return rest.count < before
    }

    private mutating func skipSpace() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let word = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard rest.starts(with: word) else { return false }
        rest.removeFirst(word.count)
        return true
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self)
    }
}
