import Publishing

/// What the kernel calls a node, and what `ls -i` shows.
///
/// It follows from the place in the tree and from what stands there, so it is the same in every process that serves the
/// tree: a key has the same number for as long as it exists.
struct NodeID: Hashable, Sendable {
    let rawValue: UInt64

    init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Source: libfuse FUSE_ROOT_ID.
    static let root = NodeID(1)

    enum Form: UInt8 {
        case directory, key, generationFile, link, movedLink
    }

    /// The number of `name` in `parent`; FNV-1a with 64 bits, of which the topmost stays free for programs that take
    /// inode numbers for signed.
    init(_ name: NameBytes, _ form: Form, in parent: NodeID) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ byte: UInt8) {
            hash ^= UInt64(byte)
            hash &*= 0x100_0000_01b3
        }
        withUnsafeBytes(of: parent.rawValue) { for byte in $0 { mix(byte) } }
        mix(form.rawValue)
        for byte in name.bytes { mix(byte) }
        rawValue = max(2, hash & (1 << 63 - 1))
    }

    /// The next one, where two places come out at the same number.
    var next: NodeID { NodeID(max(2, (rawValue + 1) & (1 << 63 - 1))) }
}
