import KubeObjects

extension DocumentStream {
    /// Reads `text` as the file's bytes.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        self = bytes.withUnsafeBytes { DocumentStream($0) }
    }

    init(bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { DocumentStream($0) }
    }

    /// Each document as JSON, for comparing.
    var json: [String] { documents.map(\.jsonText) }
}

extension DocumentNode {
    var jsonText: String { String(decoding: JSONWriter.bytes(of: json), as: UTF8.self) }

    /// The member of an object, or nil.
    subscript(_ key: String) -> DocumentNode? { member(key)?.value }

    func member(_ key: String) -> Member? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.key == key }
    }

    /// The element of an array, or nil.
    subscript(_ index: Int) -> DocumentNode? {
        guard case .array(let elements) = value, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
