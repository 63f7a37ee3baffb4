import CYaml

/// A scalar of a YAML event, and what Kubernetes takes it for.
///
/// Source: sigs.k8s.io/yaml goyaml.v2 resolve.go, as measured with kubectl. That is YAML 1.1 with octal `0400` and
/// `yes`/`no`, and not YAML 1.2's core schema.
struct YAMLScalar {
    private enum Kind {
        /// Plain without a tag: the text decides.
        case plain
        /// Quoted, a block scalar, or tagged as a string.
        case text
        case null
        case boolean
        case integer
        case float
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let kind: Kind
    private let mark: SourceMark

    /// - Parameter event: A scalar event; must outlive the value.
    /// - Throws: `.badTag` for a tag other than those of the core schema.
    init(_ event: borrowing yaml_event_t) throws(DocumentError) {
        let scalar = event.data.scalar
        bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        mark = SourceMark(event.start_mark)
        if scalar.plain_implicit != 0 {
            kind = .plain
        } else if scalar.quoted_implicit != 0 {
            kind = .text
        } else {
            kind = try Self.kind(tag: YAMLEvents.name(scalar.tag), at: mark)
        }
    }

    /// Whether this is a plain `<<`, which as a key merges.
    var isMergeKey: Bool {
        kind == .plain && bytes.count == 2 && bytes[0] == UInt8(ascii: "<") && bytes[1] == UInt8(ascii: "<")
    }

    /// The value.
    ///
    /// - Throws: `.badTag` where the tag does not fit the text, `.notFinite`.
    func resolve() throws(DocumentError) -> DocumentNode.Value {
        switch kind {
        case .text:
            return .string(String(decoding: bytes, as: UTF8.self))
        case .plain:
            return try plainValue()
        case .null, .boolean, .integer, .float:
            let value = try plainValue()
            switch (kind, value) {
            case (.null, .null), (.boolean, .bool), (.integer, .integer), (.float, .integer), (.float, .number):
                return value
            default:
                throw DocumentError(.badTag, at: mark)
            }
        }
    }

    private func plainValue() throws(DocumentError) -> DocumentNode.Value {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let value = YAMLPlainText.resolve(text) else { throw DocumentError(.notFinite, at: mark) }
        return value
    }

    private static func kind(tag: String?, at mark: SourceMark) throws(DocumentError) -> Kind {
        switch tag {
        case "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp": .text
        case "tag:yaml.org,2002:null": .null
        case "tag:yaml.org,2002:bool": .boolean
        case "tag:yaml.org,2002:int": .integer
        case "tag:yaml.org,2002:float": .float
        default: throw DocumentError(.badTag, at: mark)
        }
    }
}
