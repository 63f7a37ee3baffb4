import KubeObjects

/// One run of `YAMLWriter`.
struct YAMLEmitter {
    /// What stands before a value.
    private enum Lead {
        /// Nothing: the value is the document.
        case nothing
        /// `key:`
        case key
        /// `-`, or the `:` on a line of its own that follows a long key. What comes next may stand on the same line.
        case mark
    }

    /// Spaces a level.
    static let step = 2
    /// Keys of more bytes, and those of several lines, stand behind a `?`.
    private static let longestSimpleKey = 128

    private(set) var output: [UInt8] = []
    private var isAtLineStart = true
    private var lineStart = 0

    mutating func writeDocument(_ value: JSONValue) {
        write(value, after: .nothing, indent: 0)
        if !isAtLineStart { endLine() }
    }

    /// - Parameter indent: Of the object or list that the value is in, in spaces.
    private mutating func write(_ value: JSONValue, after lead: Lead, indent: Int) {
        switch value {
        case .object(let members) where !members.isEmpty:
            write(members, after: lead, indent: lead == .nothing ? 0 : indent + Self.step)
        case .array(let elements) where !elements.isEmpty:
            write(elements, after: lead, indent: lead == .mark ? indent + Self.step : indent)
        default:
            if lead != .nothing { append(" ") }
            writeScalar(value, indent: indent + Self.step)
        }
    }

    private mutating func write(_ members: [String: JSONValue], after lead: Lead, indent: Int) {
        for (index, name) in NaturalOrder.sorted(members.keys).enumerated() {
            startItem(isFirst: index == 0, after: lead, indent: indent)
            let scan = YAMLScan(name)
            if scan.isMultiline || name.utf8.count > Self.longestSimpleKey {
                append("? ")
                writeText(name, scan, isKey: false, indent: indent + Self.step)
                startLine(indent: indent)
                append(":")
                write(members[name] ?? .null, after: .mark, indent: indent)
            } else {
                writeText(name, scan, isKey: true, indent: indent + Self.step)
                append(":")
                write(members[name] ?? .null, after: .key, indent: indent)
            }
        }
    }

    private mutating func write(_ elements: [JSONValue], after lead: Lead, indent: Int) {
        for (index, element) in elements.enumerated() {
            startItem(isFirst: index == 0, after: lead, indent: indent)
            append("-")
            write(element, after: .mark, indent: indent)
        }
    }

    private mutating func startItem(isFirst: Bool, after lead: Lead, indent: Int) {
        if isFirst, lead == .mark {
            append(" ")
        } else if !isFirst || lead == .key {
            startLine(indent: indent)
        }
    }

    private mutating func writeScalar(_ value: JSONValue, indent: Int) {
        switch value {
        case .null: append("null")
        case .bool(let bool): append(bool ? "true" : "false")
        case .integer(let integer): append("\(integer)")
        case .number(let text): append(GoNumber.yaml(text))
        case .string(let text): writeText(text, YAMLScan(text), isKey: false, indent: indent)
        case .array: append("[]")
        case .object: append("{}")
        }
    }

    /// - Parameter indent: Of the lines after the first.
    private mutating func writeText(_ text: String, _ scan: YAMLScan, isKey: Bool, indent: Int) {
        let style = scan.style(isKey: isKey, mayBePlain: YAMLPlainText.isString(text))
        var text = text
        text.withUTF8 { bytes in
            output.reserveCapacity(output.count + bytes.count)
            isAtLineStart = false
            if style == .literal {
                writeLiteral(bytes, indent: indent)
            } else {
                var writer = YAMLLineWriter(style, column: column, indent: isKey ? nil : indent)
                writer.write(bytes, to: &output)
            }
        }
    }

    /// A block of lines, which says where it begins with spaces, and how many line ends it has.
    private mutating func writeLiteral(_ bytes: UnsafeBufferPointer<UInt8>, indent: Int) {
        append("|")
        if bytes[0] == UInt8(ascii: " ") || YAMLCharacter.lengthOfBreak(bytes, at: 0) > 0 { append("\(Self.step)") }
        switch YAMLCharacter.breaksAtEnd(bytes) {
        case 0: append("-")
        case 1 where bytes.count > YAMLCharacter.lengthOfBreak(bytes, at: 0): break
        default: append("+")
        }
        endLine()
        var index = 0
        while index < bytes.count {
            let length = YAMLCharacter.lengthOfBreak(bytes, at: index)
            if length == 0, isAtLineStart { startLine(indent: indent) }
            let next = index + max(length, 1)
            output.append(contentsOf: bytes[index..<next])
            index = next
            isAtLineStart = length > 0
            if isAtLineStart { lineStart = output.count }
        }
    }

    /// The characters on the line so far.
    private var column: Int {
        var count = 0
        for byte in output[lineStart...] where byte & 0xc0 != 0x80 { count += 1 }
        return count
    }

    private mutating func startLine(indent: Int) {
        if !isAtLineStart { endLine() }
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
    }

    private mutating func endLine() {
        output.append(UInt8(ascii: "\n"))
        isAtLineStart = true
        lineStart = output.count
    }

    private mutating func append(_ text: String) {
        output.append(contentsOf: text.utf8)
        isAtLineStart = false
    }
}
