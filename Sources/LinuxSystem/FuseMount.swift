import CLinux
import Glibc
import SystemPackage

/// A FUSE filesystem's place in the tree of paths: attached read-only for everybody, changed through a detached writable
/// mount of the same filesystem, so that the kernel tells watchers what changes.
///
/// Nothing in here asks the filesystem anything: it may be served by this very process, or by nobody.
/// Source: man 4 fuse, man 2 fsopen; Documentation/filesystems/fuse.rst.
package enum FuseMount {
    /// What `/proc/self/mountinfo` shows as type, by which secretd knows its own.
    package static let type = "fuse.secretd"

    /// A new connection to the kernel, not mounted yet.
    ///
    /// - Throws: `ENOENT` where the machine has no `/dev/fuse`, `EACCES` or `EPERM` where this process may not use it.
    package static func openDevice() throws(SystemError) -> OwnedFD {
        try OwnedFD.opening("/dev/fuse", in: AT_FDCWD, O_RDWR | O_CLOEXEC | O_NONBLOCK)
    }

    /// Mounts the filesystem behind `device` on `directory`: read-only, nosuid, nodev, noexec and noatime, for every
    /// user, file modes enforced by the kernel.
    ///
    /// - Throws: `EPERM` without `CAP_SYS_ADMIN`; `ENOSYS` before Linux 5.2.
    package static func attach(_ device: Int32, on directory: borrowing Directory) throws(SystemError) {
        let context = try owned(clinux_fsopen("fuse"), "fsopen")
        let parameters = [
            ("source", TmpfsMount.source), ("subtype", "secretd"), ("fd", "\(device)"), ("rootmode", "40000"),
            ("user_id", "\(geteuid())"), ("group_id", "\(getegid())"),
        ]
        for (key, value) in parameters {
            try check(clinux_fsconfig_string(context.rawValue, key, value), "fsconfig", key)
        }
        for flag in ["default_permissions", "allow_other"] {
            try check(clinux_fsconfig_flag(context.rawValue, flag), "fsconfig", flag)
        }
        try check(clinux_fsconfig_create(context.rawValue), "fsconfig", "create")
        let mount = try owned(clinux_fsmount_readonly(context.rawValue), "fsmount")
        try check(clinux_move_mount(mount.rawValue, directory.rawValue), "move_mount", "")
    }

    /// A detached, writable mount of what is attached at `path`.
    ///
    /// - Throws: `EPERM` without `CAP_SYS_ADMIN`; `ENOSYS` before Linux 5.12.
    package static func writablePlace(at path: String) throws(SystemError) -> Place {
        let attached = try Place(path)
        let clone = try owned(clinux_open_tree_clone(attached.rawValue), "open_tree")
        try check(clinux_mount_make_writable(clone.rawValue), "mount_setattr", "")
        return Place(owning: clone)
    }

    private static func owned(_ result: Int32, _ call: String) throws(SystemError) -> OwnedFD {
        guard result >= 0 else { throw .last(call, "") }
        return OwnedFD(owning: result)
    }

    private static func check(_ result: Int32, _ call: String, _ subject: String) throws(SystemError) {
        guard result >= 0 else { throw .last(call, subject) }
    }
}
