/// The message around an object in a protobuf body.
///
/// *Source:* k8s.io/apimachinery pkg/runtime/generated.proto Unknown, TypeMeta.
struct Envelope {
    private(set) var name = ProtobufMessage.Name(apiVersion: "", kind: "")
    /// The object; nil if there is none, which is as good as an empty one.
    private(set) var object: ProtobufReader?
    /// Whether the object is compressed, say.
    private(set) var isEncoded = false

    init(_ message: ProtobufReader) throws(ProtobufError) {
        var reader = message
        while !reader.isAtEnd {
            let (field, type) = try reader.tag()
            guard type == .lengthDelimited else {
                try reader.skipValue(of: field, type)
                continue
            }
            let value = try reader.message()
            switch field {
            case 1: name = try Self.typeMeta(value)
            case 2: object = value
            case 3: isEncoded = !value.isAtEnd
            default: break  // 4 is the content type, which says once more that this is protobuf
            }
        }
    }

    private static func typeMeta(_ message: ProtobufReader) throws(ProtobufError) -> ProtobufMessage.Name {
        var reader = message
        var apiVersion = ""
        var kind = ""
        while !reader.isAtEnd {
            let (field, type) = try reader.tag()
            switch (field, type) {
            case (1, .lengthDelimited): apiVersion = try ProtobufDecoder.text(&reader, at: "apiVersion")
            case (2, .lengthDelimited): kind = try ProtobufDecoder.text(&reader, at: "kind")
            default: try reader.skipValue(of: field, type)
            }
        }
        return ProtobufMessage.Name(apiVersion: apiVersion, kind: kind)
    }
}
