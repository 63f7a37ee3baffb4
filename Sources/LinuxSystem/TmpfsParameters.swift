/// What a tmpfs is made with. Source: man 5 tmpfs.
package struct TmpfsParameters: Hashable, Sendable {
    /// The most it may hold, in bytes, rounded up to pages by the kernel; nil for the kernel's default, half of the
    /// machine's memory.
    package var size: Int?
    /// The root directory's permission bits.
    package var mode: UInt16
    /// The root directory's owner.
    package var uid: UInt32
    /// The root directory's group.
    package var gid: UInt32

    package init(size: Int? = nil, mode: UInt16 = 0o755, uid: UInt32 = 0, gid: UInt32 = 0) {
        self.size = size
        self.mode = mode
        self.uid = uid
        self.gid = gid
    }

    /// The parameters every kernel knows, with their values.
    var common: [(key: String, value: String)] {
        var list = [("mode", String(mode, radix: 8)), ("uid", "\(uid)"), ("gid", "\(gid)")]
        if let size { list.append(("size", "\(size)")) }
        return list
    }
}
