import CLinux
import Glibc

extension Directory {
    /// The directory's own status.
    package func status() throws(SystemError) -> FileStatus {
        try descriptor.status(subject: ".")
    }

    /// The status of `path`; a link's own, not its destination's.
    package func status(of path: String) throws(SystemError) -> FileStatus {
        var raw = stat()
        guard fstatat(rawValue, path, &raw, AT_SYMLINK_NOFOLLOW) == 0 else { throw .last("fstatat", path) }
        return FileStatus(raw)
    }

    /// Changes the directory's own owner and group. `subject` is what errors call it.
    package func changeOwner(uid: UInt32, gid: UInt32, subject: String = ".") throws(SystemError) {
        try descriptor.changeOwner(uid: uid, gid: gid, subject: subject)
    }

    /// Changes the owner and the group of `name`; a link's own, not its destination's. Source: man 2 lchown.
    package func changeOwner(of name: String, uid: UInt32, gid: UInt32) throws(SystemError) {
        guard fchownat(rawValue, name, uid, gid, AT_SYMLINK_NOFOLLOW) == 0 else { throw .last("fchownat", name) }
    }

    /// Sets the directory's own mode, 0o0000...0o7777. `subject` is what errors call it.
    package func changeMode(_ mode: UInt16, subject: String = ".") throws(SystemError) {
        guard fchmod(rawValue, mode_t(mode)) == 0 else { throw .last("fchmod", subject) }
    }

    /// Which filesystem the directory is on, and how much room that has.
    package func filesystem() throws(SystemError) -> Filesystem {
        var raw = statfs()
        guard fstatfs(rawValue, &raw) == 0 else { throw .last("fstatfs", ".") }
        return Filesystem(raw)
    }

    /// Whether the directory is the root of a mount. Source: man 2 statx, STATX_ATTR_MOUNT_ROOT.
    package func isMountRoot() throws(SystemError) -> Bool {
        let answer = clinux_is_mount_root(rawValue)
        guard answer >= 0 else { throw .last("statx", ".") }
        return answer == 1
    }
}
