/// What of a text decides how YAML can write it.
///
/// Source: sigs.k8s.io/yaml goyaml.v2 emitterc.go.
struct YAMLScan {
    enum Style {
        case plain
        case singleQuoted
        case doubleQuoted
        /// `|`
        case literal
    }

    private let isEmpty: Bool
    /// It has a `\n`.
    private let hasLineFeed: Bool
    /// It has an end of line of any kind.
    private(set) var isMultiline = false
    private var allowsPlain = true
    private var allowsSingleQuotes = true
    private var allowsLiteral = true

    init(_ text: String) {
        isEmpty = text.isEmpty
        hasLineFeed = text.utf8.contains(UInt8(ascii: "\n"))
        var text = text
        text.withUTF8 { scan($0) }
    }

    /// - Parameters:
    ///   - isKey: Whether it stands before a `:`.
    ///   - mayBePlain: Whether the text without quotes would be taken for a string.
    func style(isKey: Bool, mayBePlain: Bool) -> Style {
        if hasLineFeed { return allowsLiteral && !isKey ? .literal : .doubleQuoted }
        guard mayBePlain, !isEmpty, !(isKey && isMultiline) else { return .doubleQuoted }
        if allowsPlain { return .plain }
        return allowsSingleQuotes ? .singleQuoted : .doubleQuoted
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
        if bytes.starts(with: "---".utf8) || bytes.starts(with: "...".utf8) { allowsPlain = false }
        var isAfterSpace = false
        var isAfterBreak = false
        var index = 0
        while index < bytes.count {
            let length = YAMLCharacter.length(bytes, at: index)
            let next = index + length
            let isBeforeBlank = next == bytes.count || YAMLCharacter.isBlank(bytes, at: next)
            let isAfterBlank = index == 0 || isAfterSpace || isAfterBreak || bytes[index - 1] == UInt8(ascii: "\t")
            if Self.isIndicator(bytes[index], index == 0, isAfterBlank, isBeforeBlank) { allowsPlain = false }
            if !YAMLCharacter.isPrintable(bytes, at: index) { forbidAllButDoubleQuotes() }
            let isAtEdge = index == 0 || next == bytes.count
            if bytes[index] == UInt8(ascii: " ") {
                if isAtEdge { allowsPlain = false }
                if next == bytes.count { allowsLiteral = false }
                if isAfterBreak {
                    allowsPlain = false
                    allowsSingleQuotes = false
                }
                (isAfterSpace, isAfterBreak) = (true, false)
            } else if YAMLCharacter.lengthOfBreak(bytes, at: index) > 0 {
                isMultiline = true
                allowsPlain = false
                if isAfterSpace { forbidAllButDoubleQuotes() }
                (isAfterSpace, isAfterBreak) = (false, true)
            } else {
                (isAfterSpace, isAfterBreak) = (false, false)
            }
            index = next
        }
    }

    private mutating func forbidAllButDoubleQuotes() {
        allowsPlain = false
        allowsSingleQuotes = false
        allowsLiteral = false
    }

    /// Whether a character means something to YAML where it stands.
    private static func isIndicator(_ byte: UInt8, _ isFirst: Bool, _ isAfterBlank: Bool, _ isBeforeBlank: Bool) -> Bool
    {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"),
            UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
            isFirst
        case UInt8(ascii: "?"), UInt8(ascii: "-"): isFirst && isBeforeBlank
        case UInt8(ascii: ":"): isBeforeBlank
        case UInt8(ascii: "#"): isAfterBlank
        default: false
        }
    }
}
