import KubeObjects

/// Walks over JSON that is known to be well-formed, and takes strings out as bytes that are wiped: a reader's `String`s
/// cannot be.
struct JSONWalk {
    /// A value that has been stepped over.
    enum Scalar {
        case text(SecretBytes)
        case null
        case other
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    /// - Parameter bytes: Well-formed, `SecretBytes.isJSONObject`. Must outlive the walk.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Steps over an object, or over null, which has no members.
    ///
    /// - Parameter member: Steps over the value of the member with that name.
    /// - Returns: False where another value stands here; it is stepped over.
    mutating func object<Failure: Error>(
        _ member: (inout JSONWalk, String) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: "{") else {
            let isNull = next == UInt8(ascii: "n")
            skip()
            return isNull
        }
        position += 1
        skipSpace()
        while let byte = next, byte != UInt8(ascii: "}") {
            if byte == UInt8(ascii: ",") { position += 1 }
            skipSpace()
            let name = string().withBytes { String(decoding: $0, as: UTF8.self) }
            skipSpace()
            position += 1
            try member(&self, name)
            skipSpace()
        }
        position += 1
        return true
    }

    /// Steps over a value, which is a string if it is of use.
    mutating func scalar() -> Scalar {
        skipSpace()
        if next == UInt8(ascii: "\"") { return .text(string()) }
        let isNull = next == UInt8(ascii: "n")
        skip()
        return isNull ? .null : .other
    }

    /// Steps over any value. Not recursive: the depth is the input's to choose, the stack is not.
    mutating func skip() {
        var depth = 0
        repeat {
            skipSpace()
            switch next {
            case nil: return
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"): position += 1
            default:
                while let byte = next, !" \t\r\n,:]}".utf8.contains(byte) { position += 1 }
            }
        } while depth > 0
    }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func skipString() {
        position += 1
        while let byte = next, byte != UInt8(ascii: "\"") { position += byte == UInt8(ascii: "\\") ? 2 : 1 }
        position += 1
    }

    /// Steps over a string and unescapes it. The result is valid UTF-8.
    private mutating func string() -> SecretBytes {
        let start = position + 1
        skipString()
        let text = UnsafeRawBufferPointer(rebasing: bytes[start..<max(start, min(position - 1, bytes.count))])
        return JSONStringDecoder.decode(text).validUTF8
    }
}
