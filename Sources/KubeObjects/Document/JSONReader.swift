/// Reads JSON text, strictly as RFC 8259 says, into document trees with places.
///
/// Stricter than Go's reader in three points, because each hides a mistake: a key may stand once in an object, a lone
/// surrogate is refused, and so is invalid UTF-8. Numbers that are no `Int64` keep their text.
struct JSONReader: ~Copyable {
    let bytes: UnsafeRawBufferPointer
    var position = 0
    private var line = 1
    private var lineStart = 0
    /// Bytes since `lineStart` that began no character.
    var continuationBytes = 0
    private var depth = 0
    private let nodeLimit: Int
    private var nodeCount = 0

    /// - Parameter bytes: The text without a byte order mark. Must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        nodeLimit = DocumentLimits.nodes(in: bytes)
    }

    /// Where the reader stands.
    var mark: SourceMark {
        SourceMark(line: line, column: position - lineStart - continuationBytes + 1)
    }

    /// The byte at the reader's place; nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The next of the values that stand one after another; nil at the end of the text.
    mutating func nextDocument() throws(DocumentError) -> DocumentNode? {
        skipSpace()
        guard next != nil else { return nil }
        return try readValue()
    }

    private mutating func readValue() throws(DocumentError) -> DocumentNode {
        let start = mark
        guard let next else { throw error("unexpected end of JSON") }
        nodeCount += 1
        guard nodeCount <= nodeLimit else { throw DocumentError(.tooManyNodes(limit: nodeLimit), at: start) }
        switch next {
        case UInt8(ascii: "{"): return DocumentNode(.object(try readMembers()), at: start)
        case UInt8(ascii: "["): return DocumentNode(.array(try readElements()), at: start)
        case UInt8(ascii: "\""): return DocumentNode(.string(try readString()), at: start)
        case UInt8(ascii: "t"): return DocumentNode(try readWord("true", .bool(true)), at: start)
        case UInt8(ascii: "f"): return DocumentNode(try readWord("false", .bool(false)), at: start)
        case UInt8(ascii: "n"): return DocumentNode(try readWord("null", .null), at: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return DocumentNode(try readNumber(), at: start)
        default: throw error("expected a JSON value")
        }
    }

    private mutating func readMembers() throws(DocumentError) -> [DocumentNode.Member] {
        try enter()
        var members: [DocumentNode.Member] = []
        var keys = DistinctKeys()
        skipSpace()
        if try skip(UInt8(ascii: "}")) { return members }
        while true {
            skipSpace()
            let keyMark = mark
            guard next == UInt8(ascii: "\"") else { throw error("expected a key in double quotes") }
            let key = try readString()
            guard keys.isNew(key, nextTo: members) else { throw DocumentError(.duplicateKey, at: keyMark) }
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw error("expected ':' after a key") }
            position += 1
            skipSpace()
            members.append(DocumentNode.Member(key: key, keyMark: keyMark, value: try readValue()))
            skipSpace()
            if try skip(UInt8(ascii: "}")) { return members }
            guard next == UInt8(ascii: ",") else { throw error("expected ',' or '}' in an object") }
            position += 1
        }
    }

    private mutating func readElements() throws(DocumentError) -> [DocumentNode] {
        try enter()
        var elements: [DocumentNode] = []
        skipSpace()
        if try skip(UInt8(ascii: "]")) { return elements }
        while true {
            skipSpace()
            elements.append(try readValue())
            skipSpace()
            if try skip(UInt8(ascii: "]")) { return elements }
            guard next == UInt8(ascii: ",") else { throw error("expected ',' or ']' in an array") }
            position += 1
        }
    }

    private mutating func readWord(
        _ word: StaticString,
        _ value: DocumentNode.Value
    ) throws(DocumentError) -> DocumentNode.Value {
        let start = mark
        var matched = 0
        while matched < word.utf8CodeUnitCount, next == word.utf8Start[matched] {
            matched += 1
            position += 1
        }
        guard matched == word.utf8CodeUnitCount else {
            throw DocumentError(.syntax("expected a JSON value"), at: start)
        }
        return value
    }

    /// Steps over the bracket that opens an array or object.
    private mutating func enter() throws(DocumentError) {
        depth += 1
        guard depth <= DocumentLimits.depth else {
            throw DocumentError(.tooDeep(limit: DocumentLimits.depth), at: mark)
        }
        position += 1
    }

    /// Steps over the bracket that closes an array or object, if it stands here.
    private mutating func skip(_ closing: UInt8) throws(DocumentError) -> Bool {
        guard let next else { throw error("unexpected end of JSON") }
        guard next == closing else { return false }
        depth -= 1
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                position += 1
            case UInt8(ascii: "\n"):
                position += 1
                line += 1
                lineStart = position
                continuationBytes = 0
            default:
                return
            }
        }
    }

    func error(_ text: StaticString) -> DocumentError {
        DocumentError(.syntax(next == nil ? "unexpected end of JSON" : "\(text)"), at: mark)
    }
}
