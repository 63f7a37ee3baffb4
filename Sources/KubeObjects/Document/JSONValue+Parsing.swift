extension JSONValue {
    /// Reads one JSON text, and nothing but white space after it.
    ///
    /// - Throws: `DocumentError`, which holds a place and no piece of the text.
    package init(parsing bytes: UnsafeRawBufferPointer) throws(DocumentError) {
        self = try DocumentNode(parsingJSON: bytes).json
    }
}

extension DocumentNode {
    /// Reads one JSON text, and nothing but white space after it.
    package init(parsingJSON bytes: UnsafeRawBufferPointer) throws(DocumentError) {
        var reader = JSONReader(UTF8Text.withoutByteOrderMark(bytes))
        guard let document = try reader.nextDocument() else { throw reader.error("unexpected end of JSON") }
        if try reader.nextDocument() != nil {
            throw DocumentError(.syntax("more than one JSON value"), at: reader.mark)
        }
        self = document
    }

    /// The value as a tree that decoders take, without places.
    package init(_ value: JSONValue) {
        let nowhere = SourceMark(line: 1, column: 1)
        switch value {
        case .null: self.init(.null, at: nowhere)
        case .bool(let bool): self.init(.bool(bool), at: nowhere)
        case .integer(let integer): self.init(.integer(integer), at: nowhere)
        case .number(let text): self.init(.number(text), at: nowhere)
        case .string(let text): self.init(.string(text), at: nowhere)
        case .array(let elements): self.init(.array(elements.map(DocumentNode.init)), at: nowhere)
        case .object(let object):
            let members = object.sorted { $0.key < $1.key }.map { key, value in
                Member(key: key, keyMark: nowhere, value: DocumentNode(value))
            }
            self.init(.object(members), at: nowhere)
        }
    }
}
