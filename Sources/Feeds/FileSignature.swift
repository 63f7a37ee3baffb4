import Glibc

/// What tells one version of a file from another without reading it.
struct FileSignature: Hashable, Sendable {
    private var device: dev_t
    private var inode: ino_t
    private var size: off_t
    /// Nanoseconds since 1970.
    private var modified: Int64
    /// Nanoseconds since 1970, of the inode: changes with every write, rename and chmod.
    private var changed: Int64

    init(_ status: stat) {
        device = status.st_dev
        inode = status.st_ino
        size = status.st_size
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
    }

    /// Whether the file was written so shortly before `now` that a further write might leave the same times: clocks of
    /// filesystems tick in steps. Such a signature proves nothing.
    func isRecent(at now: timespec) -> Bool {
        Self.nanoseconds(now) - max(modified, changed) < 1_000_000_000
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
