/// A pattern of a rule: `*` is any run of characters, `?` is one character, all else is itself. A slash is a character
/// like others but for units, where it parts what root has named from what anybody may name.
///
/// Compared by bytes: to the kernel, two spellings of `é` are two names.
package struct Glob: Hashable, Sendable {
    private let pattern: [UInt8]

    package init(_ pattern: String) {
        self.pattern = Array(pattern.utf8)
    }

    /// Whether all of `text` fits.
    ///
    /// Only the last `*` ever gives way, because an earlier one that took the least is never wrong. So the time is at
    /// most the product of the lengths, however many stars there are, and the length of `text` in ordinary cases.
    package func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8(matches)
    }

    /// As `matches`, part by part between slashes: neither `*` nor `?` stands for a slash.
    package func matchesByParts(_ text: String) -> Bool {
        let slash = UInt8(ascii: "/")
        let patterns = pattern.split(separator: slash, omittingEmptySubsequences: false)
        let parts = text.utf8.split(separator: slash, omittingEmptySubsequences: false)
        return patterns.count == parts.count
            && zip(patterns, parts).allSatisfy {
                Glob(String(decoding: $0, as: UTF8.self)).matches(String(decoding: $1, as: UTF8.self))
            }
    }

    private func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var position = 0
        var next = 0
        /// The place behind the last star, and the text that it has not taken yet.
        var star: (next: Int, position: Int)?
        while true {
            if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
                next += 1
                star = (next, position)
            } else if next == pattern.count, position == text.count {
                return true
            } else if next < pattern.count, position < text.count, pattern[next] == UInt8(ascii: "?") {
                next += 1
                position = Self.endOfCharacter(at: position, in: text)
            } else if next < pattern.count, position < text.count, pattern[next] == text[position] {
                next += 1
                position += 1
            } else {
                guard let last = star, last.position < text.count else { return false }
                position = Self.endOfCharacter(at: last.position, in: text)
                next = last.next
                star = (next, position)
            }
        }
    }

    private static func endOfCharacter(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
        var end = position + 1
        while end < text.count, text[end] & 0xc0 == 0x80 { end += 1 }
        return end
    }
}

extension Glob: CustomStringConvertible {
    package var description: String { String(decoding: pattern, as: UTF8.self) }
}

extension Glob: ExpressibleByStringLiteral {
    package init(stringLiteral pattern: String) { self.init(pattern) }
}

extension [Glob] {
    /// Whether one of the patterns fits; an empty list fits everything.
    package func covers(_ text: String) -> Bool { isEmpty || contains { $0.matches(text) } }
}
