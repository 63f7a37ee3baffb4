/// Writes protobuf messages.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ field: Int, _ text: String) {
        writeKey(field, .lengthDelimited)
        writeVarint(UInt64(text.utf8.count))
        bytes += text.utf8
    }

    /// A message within this one.
    mutating func write(_ field: Int, _ fill: (inout ProtobufWriter) -> Void) {
        var inner = ProtobufWriter()
        fill(&inner)
        writeKey(field, .lengthDelimited)
        writeVarint(UInt64(inner.bytes.count))
        bytes += inner.bytes
    }

    private mutating func writeKey(_ field: Int, _ type: WireType) {
        writeVarint(UInt64(field) << 3 | UInt64(type.rawValue))
    }

    private mutating func writeVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
