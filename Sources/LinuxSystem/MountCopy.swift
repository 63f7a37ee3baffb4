import CLinux
import Glibc
import SystemPackage

/// A part of a mount as a mount of its own, attached nowhere yet: it can be handed to a process that attaches it in its
/// own namespace, and that needs no way to the place it was taken from.
package enum MountCopy {
    /// For a filesystem that this process serves itself, to answer.
    private static let patience: Int32 = 5_000

    /// A detached, read-only copy of the mount that the directory at `path` is on, with that directory as its root. What is
    /// mounted below is not in it.
    ///
    /// Looks the path up in a process of its own, so that also a FUSE daemon may copy its own mount; some milliseconds.
    /// - Parameter path: Absolute. A symbolic link at its end is not followed.
    /// - Throws: `open_tree` with ENOENT, `EPERM` without `CAP_SYS_ADMIN`, `ETIMEDOUT` where the filesystem does not answer.
    package static func detached(of path: String) throws(SystemError) -> OwnedFD {
        var process: pid_t = 0
        let socket = clinux_mount_copy_start(path, &process)
        guard socket >= 0 else { throw .last("fork", "") }
        let mount = clinux_mount_copy_finish(socket, process, patience)
        guard mount >= 0 else { throw .last("open_tree", path) }
        return OwnedFD(owning: mount)
    }
}
