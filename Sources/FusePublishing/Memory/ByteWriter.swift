/// Numbers and texts as bytes, for a record.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ text: String) {
        add(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add(_ texts: [String]) {
        add(Int64(texts.count))
        for text in texts { add(text) }
    }
}
