import KubeObjects

/// Makes JSON of protobuf messages by the table of their fields.
///
/// Recursion goes as deep as the table does, whatever the bytes say.
enum ProtobufDecoder {
    /// Adds the fields of a message to `members`. One message may come in pieces, whose fields add up.
    ///
    /// - Parameter path: Where the message stands, for errors: `metadata`; empty for the object itself.
    static func decode(
        _ message: ProtobufReader,
        as table: ProtobufMessage,
        at path: String,
        into members: inout [String: JSONValue]
    ) throws(ProtobufError) {
        var reader = message
        while !reader.isAtEnd {
            let start = reader.offset
            let (number, type) = try reader.tag()
            guard let field = table.fields[number] else {
                try reader.skipValue(of: number, type)
                continue
            }
            let path = path.isEmpty ? field.name : "\(path).\(field.name)"
            guard type == field.content.wireType else { throw .wrongWireType(field: path, offset: start) }
            try decode(field, from: &reader, at: path, into: &members)
        }
    }

    private static func decode(
        _ field: ProtobufMessage.Field,
        from reader: inout ProtobufReader,
        at path: String,
        into members: inout [String: JSONValue]
    ) throws(ProtobufError) {
        if field.presence == .repeated {
            // Taken out while it grows, so that it is not copied for every element.
            var elements = members.removeValue(forKey: field.name)?.elements ?? []
            var none: JSONValue?
            elements.append(try value(field.content, from: &reader, at: path, earlier: &none) ?? [:])
            members[field.name] = .array(elements)
            return
        }
        var earlier = members.removeValue(forKey: field.name)
        let value = try value(field.content, from: &reader, at: path, earlier: &earlier)
        if field.presence == .plain, let value, value.isZero { return }
        members[field.name] = value
    }

    /// The next value; nil for an empty time.
    ///
    /// - Parameter earlier: What the field had so far, to which messages and maps add. They take it out, so that a map
    ///   is not copied for every entry.
    private static func value(
        _ content: ProtobufMessage.Content,
        from reader: inout ProtobufReader,
        at path: String,
        earlier: inout JSONValue?
    ) throws(ProtobufError) -> JSONValue? {
        switch content {
        case .text: return .string(try text(&reader, at: path))
        case .bytes: return .string(Base64Text.of(try reader.message().rest))
        case .integer: return .integer(Int64(bitPattern: try reader.varint()))
        case .boolean: return .bool(try reader.varint() != 0)
        case .time: return try time(reader.message(), at: path).map(JSONValue.string)
        case .message(let table):
            var members = earlier.take()?.members ?? [:]
            try decode(reader.message(), as: table, at: path, into: &members)
            return .object(members)
        case .map(let content):
            var members = earlier.take()?.members ?? [:]
            try addEntry(reader.message(), content, at: path, to: &members)
            return .object(members)
        }
    }

    private static func addEntry(
        _ entry: ProtobufReader,
        _ content: ProtobufMessage.Content,
        at path: String,
        to members: inout [String: JSONValue]
    ) throws(ProtobufError) {
        var reader = entry
        var key = ""
        var value: JSONValue = ""
        while !reader.isAtEnd {
            let start = reader.offset
            let (number, type) = try reader.tag()
            guard number == 1 || number == 2 else {
                try reader.skipValue(of: number, type)
                continue
            }
            guard type == .lengthDelimited else { throw .wrongWireType(field: path, offset: start) }
            if number == 1 {
                key = try text(&reader, at: path)
            } else {
                var none: JSONValue?
                value = try self.value(content, from: &reader, at: path, earlier: &none) ?? ""
            }
        }
        members[key] = value
    }

    /// Seconds since 1970 and nanoseconds, of which Kubernetes keeps none in JSON.
    private static func time(_ message: ProtobufReader, at path: String) throws(ProtobufError) -> String? {
        guard !message.isAtEnd else { return nil }
        var reader = message
        var seconds: Int64 = 0
        while !reader.isAtEnd {
            let (number, type) = try reader.tag()
            if number == 1, type == .varint {
                seconds = Int64(bitPattern: try reader.varint())
            } else {
                try reader.skipValue(of: number, type)
            }
        }
        guard let text = UTCTime.text(secondsSince1970: seconds) else { throw .timeOutOfRange(field: path) }
        return text
    }

    static func text(_ reader: inout ProtobufReader, at path: String) throws(ProtobufError) -> String {
        let start = reader.offset
        let bytes = try reader.message().rest
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .invalidUTF8(field: path, offset: start)
        }
        return text
    }
}

extension ProtobufMessage.Content {
    fileprivate var wireType: WireType {
        switch self {
        case .integer, .boolean: .varint
        case .text, .bytes, .time, .message, .map: .lengthDelimited
        }
    }
}

extension JSONValue {
    /// Whether Go writes this for a field that nobody set.
    fileprivate var isZero: Bool { self == "" || self == 0 || self == false }
}
