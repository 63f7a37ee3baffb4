/// Writes JSON: keys sorted by their UTF-8 bytes, no spaces, slashes not escaped. The same value gives the same bytes.
package struct JSONWriter: ~Copyable {
    private var buffer: SecretBuffer

    /// - Parameter capacity: A guess at the size of the text, in bytes.
    package init(capacity: Int = 1024) {
        buffer = SecretBuffer(capacity: capacity)
    }

    /// The text of a value that holds no secret.
    package static func bytes(of value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(value)
        return writer.buffer.withBytes { Array($0) }
    }

    /// What is written so far.
    package func secretBytes() -> SecretBytes {
        buffer.withBytes { SecretBytes(copying: $0) }
    }

    package mutating func write(_ value: JSONValue) {
        switch value {
        case .null: buffer.append("null")
        case .bool(true): buffer.append("true")
        case .bool(false): buffer.append("false")
        case .integer(let integer): writeRaw("\(integer)")
        case .number(let text): writeRaw(text)
        case .string(let text): write(text)
        case .array(let elements):
            buffer.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { buffer.append(UInt8(ascii: ",")) }
                write(element)
            }
            buffer.append(UInt8(ascii: "]"))
        case .object(let object):
            writeObject(object.keys) { (writer, key) in writer.write(object[key] ?? .null) }
        }
    }

    /// Writes an object member by member, in the order of the sorted keys.
    package mutating func writeObject(
        _ keys: some Sequence<String>,
        _ writeValue: (inout JSONWriter, String) -> Void
    ) {
        buffer.append(UInt8(ascii: "{"))
        for (index, key) in keys.sorted(by: Self.precedes).enumerated() {
            if index > 0 { buffer.append(UInt8(ascii: ",")) }
            write(key)
            buffer.append(UInt8(ascii: ":"))
            writeValue(&self, key)
        }
        buffer.append(UInt8(ascii: "}"))
    }

    package mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { write(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// Writes a string of valid UTF-8 without making a `String` of it.
    package mutating func write(utf8 text: UnsafeRawBufferPointer) {
        buffer.append(UInt8(ascii: "\""))
        var start = 0
        for (index, byte) in text.enumerated() where Self.mustBeEscaped(byte) {
            buffer.append(UnsafeRawBufferPointer(rebasing: text[start..<index]))
            writeEscape(byte)
            start = index + 1
        }
        buffer.append(UnsafeRawBufferPointer(rebasing: text[start...]))
        buffer.append(UInt8(ascii: "\""))
    }

    /// Writes a string that is the base64 of `bytes`.
    package mutating func write(base64 bytes: SecretBytes) {
        buffer.append(UInt8(ascii: "\""))
        bytes.withBytes { bytes in
            buffer.appendUninitialized(Base64.encodedCount(bytes.count)) { Base64.encode(bytes, into: $0) }
        }
        buffer.append(UInt8(ascii: "\""))
    }

    private static func mustBeEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func writeEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): buffer.append("\\\"")
        case UInt8(ascii: "\\"): buffer.append("\\\\")
        case UInt8(ascii: "\n"): buffer.append("\\n")
        case UInt8(ascii: "\r"): buffer.append("\\r")
        case UInt8(ascii: "\t"): buffer.append("\\t")
        default:
            let digits: StaticString = "0123456789abcdef"
            buffer.append("\\u00")
            buffer.append(digits.utf8Start[Int(byte >> 4)])
            buffer.append(digits.utf8Start[Int(byte & 0xf)])
        }
    }

    private mutating func writeRaw(_ text: String) {
        var text = text
        text.withUTF8 { buffer.append(UnsafeRawBufferPointer($0)) }
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
