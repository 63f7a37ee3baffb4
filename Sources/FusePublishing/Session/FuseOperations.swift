import CFuse3
import Glibc
import Publishing

/// The table of functions that libfuse calls, one for each kind of request.
///
/// What is not in it is answered by libfuse with ENOSYS, which the kernel takes as "never ask again".
enum FuseOperations {
    private static func server(_ request: fuse_req_t?) -> FuseServer? {
        fuse_req_userdata(request).map { Unmanaged<FuseServer>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func with(_ request: fuse_req_t?, _ body: (FuseServer, Request) -> Void) {
        guard let server = server(request), let request = Request(request) else { return }
        body(server, request)
    }

    static func table() -> fuse_lowlevel_ops {
        var table = fuse_lowlevel_ops()
        table.`init` = { _, connection in FuseOperations.negotiate(connection) }
        fillReading(&table)
        fillChanging(&table)
        return table
    }

    /// Chooses among what the kernel offers.
    private static func negotiate(_ connection: UnsafeMutablePointer<fuse_conn_info>?) {
        guard let connection else { return }
        // The kernel keeps what it has read until it is told, and does not look at times for that.
        connection.pointee.want &= ~UInt32(FUSE_CAP_AUTO_INVAL_DATA)
        let wanted = UInt32(FUSE_CAP_EXPLICIT_INVAL_DATA | FUSE_CAP_CACHE_SYMLINKS | FUSE_CAP_PARALLEL_DIROPS)
        connection.pointee.want |= connection.pointee.capable & wanted
        // Answers are written from where the bytes are; pipes would only copy them once more.
        connection.pointee.want &= ~UInt32(FUSE_CAP_SPLICE_READ | FUSE_CAP_SPLICE_WRITE | FUSE_CAP_SPLICE_MOVE)
    }

    private static func fillReading(_ table: inout fuse_lowlevel_ops) {
        table.lookup = { request, parent, name in
            guard let name else { return }
            FuseOperations.with(request) { $0.lookup($1, NameBytes(cString: name), in: NodeID(parent)) }
        }
        table.forget = { request, node, count in
            FuseOperations.server(request)?.forget(NodeID(node), count)
            fuse_reply_none(request)
        }
        table.forget_multi = { request, count, list in
            for entry in UnsafeBufferPointer(start: list, count: count) {
                FuseOperations.server(request)?.forget(NodeID(entry.ino), entry.nlookup)
            }
            fuse_reply_none(request)
        }
        table.getattr = { request, node, _ in
            FuseOperations.with(request) { $0.status($1, of: NodeID(node)) }
        }
        table.readlink = { request, node in
            FuseOperations.with(request) { $0.readLink($1, NodeID(node)) }
        }
        table.open = { request, node, info in
            guard let info else { return }
            FuseOperations.with(request) { $0.open($1, NodeID(node), &info.pointee) }
        }
        table.read = { request, node, size, offset, info in
            guard let info else { return }
            FuseOperations.with(request) {
                $0.read($1, NodeID(node), size, at: Int(offset), handle: info.pointee.fh)
            }
        }
        table.release = { request, _, info in
            FuseOperations.with(request) { $0.release($1, handle: info?.pointee.fh ?? 0) }
        }
        table.opendir = { request, node, info in
            guard let info else { return }
            FuseOperations.with(request) { $0.openDirectory($1, NodeID(node), &info.pointee) }
        }
        table.readdir = { request, node, size, offset, info in
            FuseOperations.with(request) {
                $0.readDirectory($1, NodeID(node), size, from: Int(offset), handle: info?.pointee.fh ?? 0)
            }
        }
        table.releasedir = { request, _, info in
            FuseOperations.with(request) { $0.release($1, handle: info?.pointee.fh ?? 0) }
        }
        table.statfs = { request, _ in
            FuseOperations.with(request) { $0.filesystemStatus($1) }
        }
    }

    /// Nobody changes anything but the events helper, which makes what is there already.
    private static func fillChanging(_ table: inout fuse_lowlevel_ops) {
        table.setattr = { request, node, _, _, _ in
            FuseOperations.with(request) { $0.setStatus($1, of: NodeID(node)) }
        }
        table.mkdir = { request, parent, name, _ in
            guard let name else { return }
            FuseOperations.with(request) { $0.makeDirectory($1, NameBytes(cString: name), in: NodeID(parent)) }
        }
        table.create = { request, parent, name, _, _ in
            guard let name else { return }
            FuseOperations.with(request) { $0.create($1, NameBytes(cString: name), in: NodeID(parent)) }
        }
        table.unlink = { request, parent, name in
            guard let name else { return }
            FuseOperations.with(request) { $0.remove($1, NameBytes(cString: name), from: NodeID(parent)) }
        }
        table.rename = { request, parent, name, newParent, newName, _ in
            guard let name, let newName, parent == newParent else { return FuseOperations.refuse(request) }
            FuseOperations.with(request) {
                $0.rename($1, NameBytes(cString: name), to: NameBytes(cString: newName), in: NodeID(parent))
            }
        }
        table.rmdir = { request, _, _ in FuseOperations.refuse(request) }
        table.mknod = { request, _, _, _, _ in FuseOperations.refuse(request) }
        table.symlink = { request, _, _, _ in FuseOperations.refuse(request) }
        table.link = { request, _, _, _ in FuseOperations.refuse(request) }
        table.write = { request, _, _, _, _, _ in FuseOperations.refuse(request) }
        table.setxattr = { request, _, _, _, _, _ in FuseOperations.refuse(request) }
        table.removexattr = { request, _, _ in FuseOperations.refuse(request) }
        table.fallocate = { request, _, _, _, _, _ in FuseOperations.refuse(request) }
    }

    private static func refuse(_ request: fuse_req_t?) { fuse_reply_err(request, EROFS) }
}
