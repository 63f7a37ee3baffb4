/// One value of a YAML or JSON document together with where it stands.
///
/// Both readers produce this tree and everything that decodes objects consumes it, so that a manifest means the same
/// thing in either language and every complaint can name a line.
package struct DocumentNode: Sendable {
    package enum Value: Sendable {
        case null
        case bool(Bool)
        case integer(Int64)
        /// A number that is no `Int64`, as its JSON text.
        case number(String)
        case string(String)
        case array([DocumentNode])
        /// In document order; the readers refuse duplicate keys.
        case object([Member])
    }

    package struct Member: Sendable {
        package var key: String
        package var keyMark: SourceMark
        package var value: DocumentNode

        package init(key: String, keyMark: SourceMark, value: DocumentNode) {
            self.key = key
            self.keyMark = keyMark
            self.value = value
        }
    }

    package var value: Value
    package var mark: SourceMark

    package init(_ value: Value, at mark: SourceMark) {
        self.value = value
        self.mark = mark
    }
}
