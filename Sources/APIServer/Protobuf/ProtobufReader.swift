/// Reads the fields of one protobuf message, front to back, without copying the bytes.
///
/// Every length is checked against the message before it is used, so that nothing is allocated for bytes that are not
/// there.
struct ProtobufReader {
    /// Unknown groups within each other.
    static let groupLimit = 32

    private let body: UnsafeRawBufferPointer
    /// Where the next byte is read, counted from the start of the whole body.
    private(set) var offset: Int
    private let end: Int

    init(_ body: UnsafeRawBufferPointer) {
        self.init(body, from: 0, to: body.count)
    }

    private init(_ body: UnsafeRawBufferPointer, from offset: Int, to end: Int) {
        self.body = body
        self.offset = offset
        self.end = end
    }

    var isAtEnd: Bool { offset == end }

    /// The bytes that are left.
    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: body[offset..<end]) }

    /// The number and the wire type of the next field.
    mutating func tag() throws(ProtobufError) -> (field: Int, type: WireType) {
        let start = offset
        let value = try varint()
        // Field numbers have 29 bits.
        guard value >> 3 > 0, value >> 3 < 1 << 29, let type = WireType(rawValue: UInt8(value & 7)) else {
            throw .badTag(offset: start)
        }
        return (Int(value >> 3), type)
    }

    mutating func varint() throws(ProtobufError) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard offset < end else { throw .truncated(offset: start) }
            let byte = body[offset]
            offset += 1
            // The tenth byte has room for one bit.
            guard shift < 63 || byte <= 1 else { throw .overlongVarint(offset: start) }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    /// A reader of the length-delimited value that comes next.
    mutating func message() throws(ProtobufError) -> ProtobufReader {
        let start = offset
        let length = try varint()
        guard length <= UInt64(end - offset) else { throw .truncated(offset: start) }
        let inner = ProtobufReader(body, from: offset, to: offset + Int(length))
        offset = inner.end
        return inner
    }

    mutating func skip(_ count: Int) throws(ProtobufError) {
        guard count <= end - offset else { throw .truncated(offset: offset) }
        offset += count
    }

    /// Passes over the value of a field that nobody reads.
    mutating func skipValue(of field: Int, _ type: WireType) throws(ProtobufError) {
        switch type {
        case .varint: _ = try varint()
        case .fixed64: try skip(8)
        case .lengthDelimited: _ = try message()
        case .fixed32: try skip(4)
        case .groupStart: try skipGroup(field)
        case .groupEnd: throw .badGroup(offset: offset, limit: Self.groupLimit)
        }
    }

    /// A loop and no recursion: the depth is the client's to choose.
    private mutating func skipGroup(_ field: Int) throws(ProtobufError) {
        var open = [field]
        while let innermost = open.last {
            let start = offset
            let (field, type) = try tag()
            switch type {
            case .groupStart where open.count < Self.groupLimit: open.append(field)
            case .groupEnd where field == innermost: open.removeLast()
            case .groupStart, .groupEnd: throw .badGroup(offset: start, limit: Self.groupLimit)
            default: try skipValue(of: field, type)
            }
        }
    }
}
