/// One JSON object on one line, its members in the order in which they are added.
struct JSONLine {
    private var text: [UInt8] = [UInt8(ascii: "{")]

    /// The object, without a line break.
    var bytes: [UInt8] { text + [UInt8(ascii: "}")] }

    /// Nothing is added for nil.
    mutating func add(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        addName(name)
        text.append(UInt8(ascii: "\""))
        for byte in value.utf8 { append(byte) }
        text.append(UInt8(ascii: "\""))
    }

    mutating func add(_ name: StaticString, _ value: some BinaryInteger) {
        addName(name)
        text += "\(value)".utf8
    }

    private mutating func addName(_ name: StaticString) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        text += "\"\(name)\":".utf8
    }

    /// Source: RFC 8259 §7. DEL need not be escaped; terminals act on it, though.
    private mutating func append(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
        case UInt8(ascii: "\n"): text += "\\n".utf8
        case UInt8(ascii: "\r"): text += "\\r".utf8
        case UInt8(ascii: "\t"): text += "\\t".utf8
        case 0..<0x20, 0x7f:
            text += "\\u00".utf8
            text += (byte < 0x10 ? "0" : "").utf8
            text += String(byte, radix: 16).utf8
        default: text.append(byte)
        }
    }
}
