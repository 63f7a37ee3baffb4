import CFuse3
import Publishing

/// A message that tells the kernel what it has wrong. It is written to the connection as it is, by whichever process: to
/// take it in, the kernel may have to wait for a lock that somebody holds who waits for this filesystem.
///
/// Source: linux/fuse.h fuse_notify_code, fuse_notify_inval_inode_out, fuse_notify_inval_entry_out,
/// fuse_notify_delete_out. libfuse has the same messages as calls, for a session of the calling process alone.
struct KernelNotice: Equatable, Sendable {
    let bytes: [UInt8]

    /// Attributes and bytes of a node are other ones.
    static func changed(_ id: NodeID) -> KernelNotice {
        let body = fuse_notify_inval_inode_out(ino: id.rawValue, off: 0, len: 0)
        return KernelNotice(code: FUSE_NOTIFY_INVAL_INODE, body, name: nil)
    }

    /// A name stands for something else, or for nothing.
    static func changed(_ name: TreeChange.Name) -> KernelNotice {
        var body = fuse_notify_inval_entry_out()
        body.parent = name.parent.rawValue
        body.namelen = UInt32(name.name.bytes.count)
        return KernelNotice(code: FUSE_NOTIFY_INVAL_ENTRY, body, name: name.name)
    }

    /// A file has lost its name: its watchers are told that it was deleted, and whoever has it open keeps it.
    static func deleted(_ file: TreeChange.Retired) -> KernelNotice {
        var body = fuse_notify_delete_out()
        body.parent = file.parent.rawValue
        body.child = file.child.rawValue
        body.namelen = UInt32(file.name.bytes.count)
        return KernelNotice(code: FUSE_NOTIFY_DELETE, body, name: file.name)
    }

    private init(code: fuse_notify_code, _ body: some BitwiseCopyable, name: NameBytes?) {
        var bytes = withUnsafeBytes(of: body) { Array($0) }
        if let name { bytes += name.bytes + [0] }
        var head = fuse_out_header()
        head.len = UInt32(MemoryLayout<fuse_out_header>.size + bytes.count)
        head.error = Int32(bitPattern: code.rawValue)
        self.bytes = withUnsafeBytes(of: head) { Array($0) } + bytes
    }
}
