import CLinux
import Glibc
import SystemPackage

/// secretd's tmpfs: attached read-only for everybody, written through a detached writable mount of the same filesystem.
///
/// Whoever reads the attached mount, root included, gets `EROFS` for every attempt to write, in any mount namespace.
/// (`CAP_SYS_ADMIN` in the owning user namespace can remount its copy; this guards against accidents, not against
/// root.) When secretd dies the writable mount goes with its last descriptor; the attached one, its data and all
/// watches on it stay, and the next secretd takes a new writable mount from it.
package enum TmpfsMount {
    /// The source that `/proc/self/mountinfo` shows, by which secretd knows its own mounts.
    package static let source = "secretd"

    /// Whether this process may mount at all. A filter of system calls may still say no to the mount itself.
    package static var isPermitted: Bool {
        let context = clinux_fsopen("tmpfs")
        guard context < 0 else {
            _ = Glibc.close(context)
            return true
        }
        // Before Linux 5.2 only an attempt could tell for sure.
        return Glibc.errno == ENOSYS && geteuid() == 0
    }

    /// Makes a tmpfs and attaches it, read-only, nosuid, nodev, noexec and noatime, on `directory`.
    ///
    /// - Parameters:
    ///   - path: The path of `directory`, for the legacy interface, which mounts by path.
    /// Its pages are kept off swap where the kernel can do that: not before Linux 6.4, nor in a user namespace.
    /// - Throws: `EPERM` without `CAP_SYS_ADMIN`.
    package static func mount(
        _ parameters: TmpfsParameters,
        on directory: borrowing Directory,
        at path: String,
        using interface: MountInterface = .automatic
    ) throws(SystemError) {
        guard interface == .automatic else { return try LegacyMount.mountTmpfs(parameters, at: path) }
        do throws(SystemError) {
            try attach(parameters, on: directory)
        } catch let error where error.errno == .noFunction {
            try LegacyMount.mountTmpfs(parameters, at: path)
        }
    }

    /// A writable root of the tmpfs whose attached root is `attached`; the attached mount stays read-only.
    ///
    /// - Parameter path: The path of `attached`, for the legacy interface.
    package static func writableRoot(
        of attached: borrowing Directory,
        at path: String,
        using interface: MountInterface = .automatic
    ) throws(SystemError) -> Directory {
        guard interface == .automatic else { return try LegacyMount.writableRoot(at: path) }
        do throws(SystemError) {
            return try cloneWritable(attached)
        } catch let error where error.errno == .noFunction {
            return try LegacyMount.writableRoot(at: path)
        }
    }

    /// Detaches the mount at `path` from the tree of paths. Who has it open keeps it.
    package static func unmount(_ path: String) throws(SystemError) {
        guard umount2(path, Int32(MNT_DETACH | UMOUNT_NOFOLLOW)) == 0 else {
            throw .last("umount2", path)
        }
    }

    /// Changes the most that the tmpfs may hold, in bytes.
    ///
    /// - Throws: `EINVAL` when it already holds more; `ENOSYS` before Linux 5.2.
    package static func resize(_ attached: borrowing Directory, to size: Int) throws(SystemError) {
        let context = try owned(clinux_fspick(attached.rawValue), "fspick")
        try check(clinux_fsconfig_string(context.rawValue, "size", "\(size)"), "fsconfig", "size")
        try check(clinux_fsconfig_reconfigure(context.rawValue), "fsconfig", "reconfigure")
    }

    /// The writable root of a new tmpfs that is attached nowhere and never swapped; it goes with the last descriptor in it.
    ///
    /// - Throws: `EPERM` without `CAP_SYS_ADMIN`, `EINVAL` where the kernel cannot keep a tmpfs off swap.
    package static func detachedRoot(_ parameters: TmpfsParameters) throws(SystemError) -> Directory {
        let mount = try detached(parameters, mustNotSwap: true)
        try check(clinux_mount_make_writable(mount.rawValue), "mount_setattr", "")
        return try Directory(owning: mount).open(".")
    }

    private static func attach(
        _ parameters: TmpfsParameters,
        on directory: borrowing Directory
    ) throws(SystemError) {
        let mount = try detached(parameters, mustNotSwap: false)
        // The descriptor would pin the attached mount; it goes at the end of this function.
        try check(clinux_move_mount(mount.rawValue, directory.rawValue), "move_mount", "")
    }

    private static func detached(_ parameters: TmpfsParameters, mustNotSwap: Bool) throws(SystemError) -> OwnedFD {
        let context = try owned(clinux_fsopen("tmpfs"), "fsopen")
        try check(clinux_fsconfig_string(context.rawValue, "source", source), "fsconfig", "source")
        for (key, value) in parameters.common {
            try check(clinux_fsconfig_string(context.rawValue, key, value), "fsconfig", key)
        }
        // These three are refused where the kernel was built without them, or predates them: nothing depends on the
        // first two, and the mount table tells of the third.
        _ = clinux_fsconfig_string(context.rawValue, "huge", "never")
        _ = clinux_fsconfig_flag(context.rawValue, "inode64")
        if clinux_fsconfig_flag(context.rawValue, "noswap") != 0, mustNotSwap || Glibc.errno != EINVAL {
            throw .last("fsconfig", "noswap")
        }
        try check(clinux_fsconfig_create(context.rawValue), "fsconfig", "create")
        return try owned(clinux_fsmount_readonly(context.rawValue), "fsmount")
    }

    private static func cloneWritable(_ attached: borrowing Directory) throws(SystemError) -> Directory {
        let clone = try owned(clinux_open_tree_clone(attached.rawValue), "open_tree")
        try check(clinux_mount_make_writable(clone.rawValue), "mount_setattr", "")
        // The clone's own descriptor cannot be read or locked. What is opened in it keeps the mount alive.
        return try Directory(owning: clone).open(".")
    }

    private static func owned(_ result: Int32, _ call: String) throws(SystemError) -> OwnedFD {
        guard result >= 0 else { throw .last(call, "") }
        return OwnedFD(owning: result)
    }

    private static func check(_ result: Int32, _ call: String, _ subject: String) throws(SystemError) {
        guard result >= 0 else { throw .last(call, subject) }
    }
}
