/// Characters of UTF-8 as YAML 1.1 sees them.
///
/// Source: sigs.k8s.io/yaml goyaml.v2 yamlprivateh.go.
enum YAMLCharacter {
    /// The bytes of the character that starts at `index`.
    static func length(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let length =
            switch bytes[index] {
            case 0..<0xc0: 1
            case 0xc0..<0xe0: 2
            case 0xe0..<0xf0: 3
            default: 4
            }
        return min(length, bytes.count - index)
    }

    /// Where the character before `end` starts; nil at the start of the text.
    static func start(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
        var index = end - 1
        while index > 0, bytes[index] & 0xc0 == 0x80 { index -= 1 }
        return index < 0 ? nil : index
    }

    /// The bytes of the end of line at `index`, CR, LF, U+0085, U+2028 or U+2029; 0 where there is none.
    static func lengthOfBreak(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        switch bytes[index] {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): 1
        case 0xc2 where index + 1 < bytes.count && bytes[index + 1] == 0x85: 2
        case 0xe2 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xfe == 0xa8: 3
        default: 0
        }
    }

    /// How many ends of line the text ends with, counted to two.
    static func breaksAtEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let last = start(bytes, before: bytes.count), lengthOfBreak(bytes, at: last) > 0 else { return 0 }
        guard let previous = start(bytes, before: last) else { return 1 }
        return lengthOfBreak(bytes, at: previous) > 0 ? 2 : 1
    }

    /// A space, a tab or an end of line.
    static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") || lengthOfBreak(bytes, at: index) > 0
    }

    /// Whether the character may stand outside double quotes: neither a control character but LF, nor a byte order
    /// mark, nor beyond U+FFFD.
    static func isPrintable(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        let rest = bytes[index...].prefix(3)
        return switch bytes[index] {
        case UInt8(ascii: "\n"), 0x20...0x7e: true
        case 0xc2: rest.count > 1 && rest[index + 1] >= 0xa0
        case 0xc3...0xec, 0xee: true
        case 0xed: rest.count > 1 && rest[index + 1] < 0xa0
        case 0xef:
            rest.count == 3 && !rest.elementsEqual([0xef, 0xbb, 0xbf])
                && !(rest[index + 1] == 0xbf && rest[index + 2] >= 0xbe)
        default: false
        }
    }
}
