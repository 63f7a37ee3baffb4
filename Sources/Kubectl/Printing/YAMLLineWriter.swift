/// Writes a text that is no block: plain or in quotes, a new line in place of the first space behind the 80th column.
///
/// Source: sigs.k8s.io/yaml goyaml.v2 emitterc.go.
struct YAMLLineWriter {
    private static let width = 80

    private let style: YAMLScan.Style
    /// Characters on the line so far.
    private var column: Int
    /// Of the lines after the first; nil where the text must stay on one line.
    private let indent: Int?
    private var isAfterSpace = false
    private var isAfterBreak = false

    init(_ style: YAMLScan.Style, column: Int, indent: Int?) {
        self.style = style
        self.column = column
        self.indent = indent
    }

    /// - Parameter bytes: Valid UTF-8.
    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        let quote: String =
            switch style {
            case .singleQuoted: "'"
            case .doubleQuoted: "\""
            case .plain, .literal: ""
            }
        append(quote, to: &output)
        // Of a text that begins with a byte order mark, kubectl escapes all.
        let isMarked = bytes.starts(with: [0xef, 0xbb, 0xbf])
        var index = 0
        while index < bytes.count {
            let next = index + YAMLCharacter.length(bytes, at: index)
            let character = UnsafeBufferPointer(rebasing: bytes[index..<next])
            if style == .doubleQuoted, isMarked || Self.mustBeEscaped(character) {
                let text = String(decoding: character, as: UTF8.self)
                for scalar in text.unicodeScalars { append(YAMLEscape.text(of: scalar), to: &output) }
                isAfterSpace = false
            } else if character[0] == UInt8(ascii: " ") {
                writeSpace(at: index, in: bytes, to: &output)
            } else if YAMLCharacter.lengthOfBreak(character, at: 0) > 0 {
                output.append(contentsOf: character)
                column = 0
                isAfterBreak = true
            } else {
                if isAfterBreak { startLine(indent ?? 0, &output) }
                if style == .singleQuoted, character[0] == UInt8(ascii: "'") { append("'", to: &output) }
                output.append(contentsOf: character)
                column += 1
                isAfterSpace = false
            }
            index = next
        }
        append(quote, to: &output)
    }

    private mutating func writeSpace(
        at index: Int,
        in bytes: UnsafeBufferPointer<UInt8>,
        to output: inout [UInt8]
    ) {
        let isInside = index > 0 && index + 1 < bytes.count
        let isBeforeSpace = isInside && bytes[index + 1] == UInt8(ascii: " ")
        let mayFold = isInside && !isAfterSpace && (style == .doubleQuoted || !isBeforeSpace)
        isAfterSpace = true
        guard let indent, mayFold, column > Self.width else {
            append(" ", to: &output)
            return
        }
        output.append(UInt8(ascii: "\n"))
        startLine(indent, &output)
        // The spaces with which a line begins would be lost.
        if isBeforeSpace { append("\\", to: &output) }
    }

    private mutating func startLine(_ indent: Int, _ output: inout [UInt8]) {
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
        column = indent
        isAfterBreak = false
    }

    /// - Parameter text: ASCII.
    private mutating func append(_ text: String, to output: inout [UInt8]) {
        output.append(contentsOf: text.utf8)
        column += text.utf8.count
    }

    private static func mustBeEscaped(_ character: UnsafeBufferPointer<UInt8>) -> Bool {
        character[0] == UInt8(ascii: "\"") || character[0] == UInt8(ascii: "\\")
            || !YAMLCharacter.isPrintable(character, at: 0) || YAMLCharacter.lengthOfBreak(character, at: 0) > 0
    }
}
