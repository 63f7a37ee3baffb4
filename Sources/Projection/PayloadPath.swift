/// The place of one file in a volume: a clean relative path such as `tls.crt` or `etc/ssl/ca.crt`.
///
/// A value of this type has been checked and cleaned: no empty, `.` or `..` component, none longer than 255 bytes, no
/// NUL, at most 4096 bytes together, and the first component does not start with `..`, because those names are the
/// writer's own. Cleaning comes before checking, so `./..data` has no way around it.
/// Two paths are equal, and sorted, by their bytes, as the kernel tells names apart: not so two Strings that differ in
/// the spelling of `é` alone.
/// Source: kubelet pkg/volume/util/atomic_writer.go validatePath, which checks before it cleans.
package struct PayloadPath: Hashable, Sendable, Comparable {
    /// The cleaned path: components joined by single slashes.
    package let text: String

    /// Cleans `raw` (`a//b`, `./a` and `a/` lose what is superfluous), then checks it.
    ///
    /// - Throws: `PayloadPathError`, the first rule that is broken.
    package init(_ raw: some StringProtocol) throws(PayloadPathError) {
        guard !raw.utf8.contains(0) else { throw .containsNUL }
        guard raw.utf8.first != UInt8(ascii: "/") else { throw .absolute(String(raw)) }
        guard raw.utf8.count <= 4096 else { throw .tooLong }
        var text = ""
        text.reserveCapacity(raw.utf8.count)
        // By bytes, as the kernel splits: to Swift, a slash with a combining mark behind it is another character.
        for bytes in raw.utf8.split(separator: UInt8(ascii: "/")) {
            guard bytes.count <= 255 else { throw .componentTooLong }
            let component = String(decoding: bytes, as: UTF8.self)
            if component == "." { continue }
            guard component != ".." else { throw .backstep(String(raw)) }
            if !text.isEmpty { text += "/" }
            text += component
        }
        guard !text.isEmpty else { throw .empty(String(raw)) }
        guard !text.utf8.starts(with: "..".utf8) else { throw .reserved(String(raw)) }
        self.text = text
    }

    /// The name in the volume's root through which the file is reached.
    package var firstComponent: Substring {
        text[..<(text.utf8.firstIndex(of: UInt8(ascii: "/")) ?? text.endIndex)]
    }

    package var components: [Substring] {
        text.utf8.split(separator: UInt8(ascii: "/")).map { text[$0.startIndex..<$0.endIndex] }
    }

    package static func == (left: PayloadPath, right: PayloadPath) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        // Ends the path: no byte of UTF-8.
        hasher.combine(UInt8.max)
    }

    package static func < (left: PayloadPath, right: PayloadPath) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension PayloadPath: CustomStringConvertible {
    package var description: String { text }
}
