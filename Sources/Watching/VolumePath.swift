/// The path of a file below a volume's root: `tls.crt`, `dir/key`.
///
/// Told apart and sorted by its bytes, as the kernel does it: to Swift, two spellings of `é` are one text.
package struct VolumePath: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension VolumePath: CustomStringConvertible {
    /// For one line of text: what is no printable ASCII of a key's kind is shown as Swift writes it in a literal, so that
    /// no name can look like two, or like another line.
    package var description: String {
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7f && !"\",\\".contains(Character($0))
        }
        return isPlain && !text.isEmpty ? text : text.debugDescription
    }
}

extension VolumePath: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self.init(text) }
}
