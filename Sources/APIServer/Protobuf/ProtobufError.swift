/// Why a protobuf body could not be read. Holds names of fields and byte offsets, never a piece of the body but the kind.
///
/// Offsets count bytes from the start of the body.
enum ProtobufError: Error, Hashable, Sendable {
    /// The body does not start with the four bytes that mark Kubernetes' protobuf.
    case noPrefix
    /// Something that starts here does not fit into the message around it.
    case truncated(offset: Int)
    /// A number of more than 64 bits.
    case overlongVarint(offset: Int)
    /// A field of number 0, of a number that does not fit, or of a wire type that does not exist.
    case badTag(offset: Int)
    /// Unknown groups within each other, more than `limit` of them, or groups that do not end.
    case badGroup(offset: Int, limit: Int)
    /// A field of ours with another wire type than Kubernetes gives it.
    case wrongWireType(field: String, offset: Int)
    case invalidUTF8(field: String, offset: Int)
    /// A time that no calendar of four-digit years holds.
    case timeOutOfRange(field: String)
    /// The object is compressed or otherwise encoded within the envelope.
    case encodedContent
    /// A kind that is not read from protobuf. Clients may send it as JSON.
    case unsupportedKind(apiVersion: String, kind: String)
}

extension ProtobufError: CustomStringConvertible {
    var description: String {
        switch self {
        case .noPrefix: "the body is no Kubernetes protobuf: it does not start with 6b 38 73 00"
        case .truncated(let offset): "byte \(offset): the protobuf ends too early"
        case .overlongVarint(let offset): "byte \(offset): a protobuf number has more than 64 bits"
        case .badTag(let offset): "byte \(offset): no protobuf field starts here"
        case .badGroup(let offset, let limit):
            "byte \(offset): a protobuf group does not end or is nested more than \(limit) levels deep"
        case .wrongWireType(let field, let offset): "byte \(offset): \(field) has the wrong protobuf wire type"
        case .invalidUTF8(let field, let offset): "byte \(offset): \(field) is not UTF-8"
        case .timeOutOfRange(let field): "\(field) is not between the years 1 and 9999"
        case .encodedContent: "the content of the protobuf envelope is encoded, which is not supported"
        case .unsupportedKind(let apiVersion, let kind):
            "\(kind) of \(apiVersion) cannot be read from protobuf; send it as JSON"
        }
    }
}
