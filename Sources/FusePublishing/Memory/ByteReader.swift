/// Reads what `ByteWriter` has written; nil where it ends too early.
struct ByteReader {
    private var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes
    }

    mutating func number() -> Int64? {
        guard let bytes = take(MemoryLayout<Int64>.size) else { return nil }
        return bytes.loadUnaligned(as: Int64.self)
    }

    mutating func string() -> String? {
        guard let count = number(), let bytes = take(Int(count)) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func strings() -> [String]? {
        guard let count = number(), count >= 0, count <= rest.count else { return nil }
        var texts: [String] = []
        for _ in 0..<count {
            guard let text = string() else { return nil }
            texts.append(text)
        }
        return texts
    }

    private mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, count <= rest.count else { return nil }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
        return UnsafeRawBufferPointer(rebasing: rest[..<count])
    }
}
