package import Glibc

/// What `stat` tells about a file, as far as secretd needs it.
package struct FileStatus: Hashable, Sendable {
    package var kind: FileKind
    /// Permission bits with set-user-id, set-group-id and sticky: 0o0000...0o7777.
    package var mode: UInt16
    package var uid: UInt32
    package var gid: UInt32
    /// In bytes.
    package var size: Int
    package var device: UInt64
    package var inode: UInt64
    /// Hard links.
    package var links: Int

    /// Source: man 2 stat.
    package init(_ raw: stat) {
        kind = FileKind(mode: raw.st_mode)
        mode = UInt16(raw.st_mode & 0o7777)
        uid = raw.st_uid
        gid = raw.st_gid
        size = Int(raw.st_size)
        device = UInt64(raw.st_dev)
        inode = UInt64(raw.st_ino)
        links = Int(raw.st_nlink)
    }

    /// Of what a path leads to, links followed; nil where it leads nowhere. For paths that a person has typed.
    package init?(following path: String) {
        var raw = stat()
        guard stat(path, &raw) == 0 else { return nil }
        self.init(raw)
    }
}
