import CFuse3
import Glibc
import Publishing

/// One request of the kernel; it is answered exactly once, by one of the calls that are named for it.
struct Request {
    let raw: fuse_req_t

    init?(_ raw: fuse_req_t?) {
        guard let raw else { return nil }
        self.raw = raw
    }

    /// Who asks. The pid is a thread's. 0 where the asker is in a pid namespace that ours does not see.
    var caller: (pid: Int32, uid: UInt32, gid: UInt32) {
        guard let context = fuse_req_ctx(raw) else { return (0, UInt32.max, UInt32.max) }
        return (context.pointee.pid, context.pointee.uid, context.pointee.gid)
    }

    /// How long the kernel may remember names and attributes, in seconds: for ever, because it is told of every change.
    static let forEver = 1e9

    func fail(_ code: Int32) { fuse_reply_err(raw, code) }

    func succeed() { fuse_reply_err(raw, 0) }

    func answer(_ status: stat) {
        withUnsafePointer(to: status) { _ = fuse_reply_attr(raw, $0, Self.forEver) }
    }

    /// Whether the kernel has taken the answer: only then it knows the node.
    func answer(_ id: NodeID?, _ status: stat?, isLasting: Bool) -> Bool {
        var entry = Self.entry(id, status)
        entry.entry_timeout = isLasting ? Self.forEver : 0
        return fuse_reply_entry(raw, &entry) == 0
    }

    func answer(created id: NodeID, _ status: stat) -> Bool {
        var entry = Self.entry(id, status)
        var file = fuse_file_info()
        file.direct_io = 1
        file.noflush = 1
        return fuse_reply_create(raw, &entry, &file) == 0
    }

    private static func entry(_ id: NodeID?, _ status: stat?) -> fuse_entry_param {
        var entry = fuse_entry_param()
        entry.ino = id?.rawValue ?? 0
        entry.attr_timeout = forEver
        entry.entry_timeout = forEver
        if let status { entry.attr = status }
        return entry
    }

    func answer(_ bytes: UnsafeRawBufferPointer) {
        fuse_reply_buf(raw, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }

    func answer(destination: String) { fuse_reply_readlink(raw, destination) }

    /// The part of `listing` from `offset` on that fits into `size` bytes.
    func answer(_ listing: [NodeTree.Entry], from offset: Int, size: Int) {
        withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { buffer in
            var used = 0
            for index in listing.indices.dropFirst(offset) {
                var status = stat()
                status.st_ino = UInt(listing[index].id.rawValue)
                status.st_mode = listing[index].type
                let start = buffer.baseAddress?.advanced(by: used).assumingMemoryBound(to: CChar.self)
                let needed = fuse_add_direntry(raw, start, size - used, listing[index].name, &status, off_t(index + 1))
                guard used + needed <= size else { break }
                used += needed
            }
            answer(UnsafeRawBufferPointer(rebasing: buffer[..<used]))
        }
    }
}
