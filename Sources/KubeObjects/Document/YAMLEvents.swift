import CYaml

/// libyaml's event parser over bytes in memory.
///
/// The events are used directly and not through Yams' node composer: that one hashes whole keys, so that an alias bomb
/// in key position costs time without bound (230 bytes: 0.5 s, eight times more for each further 35 bytes), and its errors
/// carry the text of the document.
final class YAMLEvents {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let bytes: UnsafeRawBufferPointer
    private let isReady: Bool

    /// - Parameter bytes: UTF-8 without a byte order mark, not empty. Must outlive the object.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        isReady = yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// Lends the next event for the time of `body`.
    func next<Result>(
        _ body: (borrowing yaml_event_t) throws(DocumentError) -> Result
    ) throws(DocumentError) -> Result {
        var event = yaml_event_t()
        guard isReady, yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        return try body(event)
    }

    /// What stopped the parser. libyaml's texts are constants; none of them quotes the input.
    private func failure() -> DocumentError {
        let state = parser.pointee
        switch state.error {
        case YAML_READER_ERROR:
            let mark = UTF8Text.mark(of: Int(clamping: state.problem_offset), in: bytes)
            return DocumentError(.syntax(Self.text(state.problem)), at: mark)
        case YAML_SCANNER_ERROR, YAML_PARSER_ERROR:
            var problem = Self.text(state.problem)
            // libyaml has a limit too, twice ours, and meets it first where it must read ahead.
            if problem.hasPrefix("Maximum nesting level") {
                return DocumentError(.tooDeep(limit: DocumentLimits.depth), at: SourceMark(state.problem_mark))
            }
            if state.context != nil {
                problem += " \(Self.text(state.context)) that starts at \(SourceMark(state.context_mark))"
            }
            return DocumentError(.syntax(problem), at: SourceMark(state.problem_mark))
        default:
            // libyaml reports its own nesting limit as lack of memory.
            return DocumentError(.tooDeep(limit: DocumentLimits.depth), at: SourceMark(state.mark))
        }
    }

    /// The text of an anchor or a tag; nil where there is none.
    static func name(_ name: UnsafePointer<yaml_char_t>?) -> String? {
        name.map { String(cString: $0) }
    }

    private static func text(_ constant: UnsafePointer<CChar>?) -> String {
        constant.map { String(cString: $0) } ?? "YAML syntax error"
    }
}

extension SourceMark {
    /// libyaml counts from 0.
    init(_ mark: yaml_mark_t) {
        self.init(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
    }
}
