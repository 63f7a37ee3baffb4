/// How the value of a protobuf field lies in the bytes. Source: protobuf.dev, "Encoding".
enum WireType: UInt8, Hashable, Sendable {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case groupStart = 3
    case groupEnd = 4
    case fixed32 = 5
}
