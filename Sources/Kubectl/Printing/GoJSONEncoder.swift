import KubeObjects

/// One run of `GoJSONWriter`.
struct GoJSONEncoder {
    private let keys: KeyOrder
    private let indent: String?
    private var depth = 0
    private(set) var output: [UInt8] = []

    /// - Parameter indent: Of one level; nil writes all on one line.
    init(keys: KeyOrder, indent: String?) {
        self.keys = keys
        self.indent = indent
    }

    mutating func write(_ value: JSONValue, at place: TypedPlace) {
        switch value {
        case .null: append("null")
        case .bool(let bool): append(bool ? "true" : "false")
        case .integer(let integer): append("\(integer)")
        case .number(let text): append(GoNumber.json(text))
        case .string(let text): write(text)
        case .array(let elements):
            writeItems(elements, between: "[", and: "]") { encoder, element in
                encoder.write(element, at: place.element)
            }
        case .object(let members):
            writeItems(keys.arranged(members.keys, at: place), between: "{", and: "}") { encoder, name in
                encoder.write(name)
                encoder.append(encoder.indent == nil ? ":" : ": ")
                encoder.write(members[name] ?? .null, at: place.member(name))
            }
        }
    }

    private mutating func writeItems<Item>(
        _ items: [Item],
        between opening: String,
        and closing: String,
        write: (inout GoJSONEncoder, Item) -> Void
    ) {
        append(opening)
        depth += 1
        for (index, item) in items.enumerated() {
            if index > 0 { append(",") }
            startLine()
            write(&self, item)
        }
        depth -= 1
        if !items.isEmpty { startLine() }
        append(closing)
    }

    private mutating func startLine() {
        guard let indent else { return }
        append("\n")
        for _ in 0..<depth { append(indent) }
    }

    private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

    private mutating func write(_ text: String) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            output.reserveCapacity(output.count + bytes.count + 2)
            var start = 0
            var index = 0
            while index < bytes.count {
                guard let (escape, length) = Self.escape(bytes, at: index) else {
                    index += 1
                    continue
                }
                output.append(contentsOf: bytes[start..<index])
                append(escape)
                index += length
                start = index
            }
            output.append(contentsOf: bytes[start...])
        }
        output.append(UInt8(ascii: "\""))
    }

    /// What stands for the character at `index`, and how many bytes it takes; nil where it stands for itself.
    private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (String, Int)? {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "\""): return ("\\\"", 1)
        case UInt8(ascii: "\\"): return ("\\\\", 1)
        case UInt8(ascii: "\n"): return ("\\n", 1)
        case UInt8(ascii: "\r"): return ("\\r", 1)
        case UInt8(ascii: "\t"): return ("\\t", 1)
        case 0x08: return ("\\b", 1)
        case 0x0c: return ("\\f", 1)
        case 0..<0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
            let digits = String(byte, radix: 16)
            return ("\\u00\(digits.utf8.count < 2 ? "0" : "")\(digits)", 1)
        // U+2028 and U+2029 end a line in JavaScript.
        case 0xe2 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xfe == 0xa8:
            return (bytes[index + 2] == 0xa8 ? "\\u2028" : "\\u2029", 3)
        default: return nil
        }
    }
}
