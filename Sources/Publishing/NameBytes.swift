/// A name or a path as the kernel compares it, by its bytes: to Swift, two spellings of `é` are one String.
struct NameBytes: Hashable, Comparable, Sendable {
    private let bytes: [UInt8]

    init(_ name: some StringProtocol) { bytes = Array(name.utf8) }

    static func < (left: NameBytes, right: NameBytes) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension StringProtocol {
    func hasSameBytes(as other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension Sequence<String> {
    func sortedByBytes() -> [String] { sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}
