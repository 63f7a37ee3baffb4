/// The documents of a file: YAML or JSON, one or many.
package struct DocumentStream: Sendable {
    /// In the file's order, without those that hold nothing.
    package var documents: [DocumentNode] = []
    /// Why reading stopped before the end of the file; the documents before that place are there.
    package var error: DocumentError?

    /// Reads `bytes`, which may begin with a byte order mark.
    ///
    /// Text that begins with a bracket is JSON. If it is not, but YAML can make sense of it (`{a: 1}`), it is YAML.
    package init(_ bytes: UnsafeRawBufferPointer) {
        let text = UTF8Text.withoutByteOrderMark(bytes)
        guard !text.isEmpty else { return }
        guard Self.beginsWithBracket(text) else {
            readYAML(text)
            return
        }
        readJSON(text)
        if case .syntax = error?.problem {
            var yaml = Self()
            yaml.readYAML(text)
            if yaml.error == nil { self = yaml }
        }
    }

    private init() {}

    private mutating func readJSON(_ text: UnsafeRawBufferPointer) {
        var reader = JSONReader(text)
        do throws(DocumentError) {
            while let document = try reader.nextDocument() { append(document) }
        } catch {
            self.error = error
        }
    }

    private mutating func readYAML(_ text: UnsafeRawBufferPointer) {
        let valid = UTF8Text.validPrefix(of: text)
        guard valid == text.count else {
            error = DocumentError(.invalidUTF8, at: UTF8Text.mark(of: valid, in: text))
            return
        }
        var reader = YAMLReader(text)
        do throws(DocumentError) {
            while let document = try reader.nextDocument() { append(document) }
        } catch {
            self.error = error
        }
    }

    private mutating func append(_ document: DocumentNode) {
        if case .null = document.value { return }
        documents.append(document)
    }

    private static func beginsWithBracket(_ text: UnsafeRawBufferPointer) -> Bool {
        let space: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n")]
        let first = text.first { !space.contains($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
}
