import Glibc

/// A name or a path as the kernel compares it, by its bytes: to Swift, two spellings of `é` are one String.
package struct NameBytes: Hashable, Comparable, Sendable {
    package let bytes: [UInt8]

    package init(_ name: some StringProtocol) { bytes = Array(name.utf8) }

    /// From a name as the kernel has it, up to its NUL.
    package init(cString name: UnsafePointer<CChar>) {
        bytes = Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
    }

    package static func < (left: NameBytes, right: NameBytes) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension StringProtocol {
    package func hasSameBytes(as other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension Sequence<String> {
    package func sortedByBytes() -> [String] { sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}
