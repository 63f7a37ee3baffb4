import KubeObjects

/// Request bodies of the type `application/vnd.kubernetes.protobuf`, which kubectl 1.32 and later send for the commands
/// that make an object of a known kind.
enum KubeProtobuf {
    static let mediaType = "application/vnd.kubernetes.protobuf"

    /// Kubernetes' mark at the start of a body: "k8s" and a zero.
    private static let prefix: [UInt8] = [0x6b, 0x38, 0x73, 0x00]

    /// Makes of a body the object that the same request would have as JSON.
    ///
    /// Bytes become base64, times RFC 3339. Empty texts, zeros and empty times that a client writes for what is unset
    /// are left out, unknown fields are skipped; `apiVersion` and `kind` are those of the envelope.
    ///
    /// - Throws: `ProtobufError`, for every body that is none or that holds a kind not in `ProtobufMessage.all`.
    ///   *Source:* k8s.io/apimachinery pkg/runtime/serializer/protobuf, pkg/runtime/generated.proto Unknown.
    static func decode(_ bytes: UnsafeRawBufferPointer) throws(ProtobufError) -> JSONValue {
        guard bytes.starts(with: prefix) else { throw .noPrefix }
        var reader = ProtobufReader(bytes)
        try reader.skip(prefix.count)
        let envelope = try Envelope(reader)
        guard !envelope.isEncoded else { throw .encodedContent }
        let name = envelope.name
        guard let message = ProtobufMessage.all[name] else {
            throw .unsupportedKind(
                apiVersion: shown(name.apiVersion) ?? "an unknown version",
                kind: shown(name.kind) ?? "an unknown kind"
            )
        }
        var members: [String: JSONValue] = [:]
        if let object = envelope.object {
            try ProtobufDecoder.decode(object, as: message, at: "", into: &members)
        }
        members["apiVersion"] = .string(name.apiVersion)
        members["kind"] = .string(name.kind)
        return .object(members)
    }

    /// A name that stands in the body; nil if it does not look like one and may be anything.
    private static func shown(_ name: String) -> String? {
        guard (1...64).contains(name.utf8.count) else { return nil }
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"): true
            default: false
            }
        }
        return isName ? name : nil
    }
}
