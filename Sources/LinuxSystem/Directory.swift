import CLinux
import Glibc
import SystemPackage

/// An open directory: everything secretd does to files goes through one of these, by name relative to it.
///
/// Opening never follows a symbolic link in the last component, and every descriptor is close-on-exec. A `name` is one
/// component where nothing else is said. A path of several components is meant for directories that only secretd can
/// write to; `open(beneath:)` is the call for all others.
/// All calls throw `SystemError` with the call's name, the name it was used on, and the errno.
package struct Directory: ~Copyable, Sendable {
    let descriptor: OwnedFD

    /// The descriptor's number. Borrow it for a call; do not keep it, and do not close it.
    package var rawValue: Int32 { descriptor.rawValue }

    /// Takes a descriptor of a directory.
    package init(owning descriptor: consuming OwnedFD) {
        self.descriptor = descriptor
    }

    /// Opens the directory at `path`. A symbolic link in the last component is refused with `ENOTDIR` or `ELOOP`;
    /// links above it are followed, because `/var/run` is one on many machines.
    package init(opening path: String) throws(SystemError) {
        descriptor = try OwnedFD.opening(path, in: AT_FDCWD, Self.flags)
    }

    /// Opens the directory `name`. Not through a symbolic link: `ENOTDIR` or `ELOOP`.
    package func open(_ name: String) throws(SystemError) -> Directory {
        Directory(owning: try OwnedFD.opening(name, in: rawValue, Self.flags))
    }

    /// Opens the directory at the relative path `path`, with no symbolic link in any component.
    ///
    /// One system call from Linux 5.6 on, otherwise one for each component.
    package func open(beneath path: String) throws(SystemError) -> Directory {
        while true {
            let opened = clinux_openat_beneath(rawValue, path, Self.flags, 0)
            if opened >= 0 { return Directory(owning: OwnedFD(owning: opened)) }
            switch Glibc.errno {
            // EAGAIN: a rename elsewhere on the system raced with the walk.
            case EINTR, EAGAIN: continue
            // A container's filter of system calls may say EPERM for a call that it does not know.
            case ENOSYS, EPERM: return try openByComponents(path)
            default: throw .last("openat2", path)
            }
        }
    }

    /// What `open(beneath:)` does before Linux 5.6: refuses `..` and every symbolic link just the same.
    func openByComponents(_ path: String) throws(SystemError) -> Directory {
        var current = try open(".")
        guard path.utf8.first != UInt8(ascii: "/") else { throw SystemError("openat", path, .improperLink) }
        // By bytes, as the kernel splits: to Swift, a slash with a combining mark behind it is another character.
        for bytes in path.utf8.split(separator: UInt8(ascii: "/")) {
            let component = String(decoding: bytes, as: UTF8.self)
            // openat2 would allow to go up and down again; nobody here does.
            guard component != ".." else { throw SystemError("openat", path, .improperLink) }
            current = try current.open(component)
        }
        return current
    }

    private static let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
}

extension OwnedFD {
    /// Opens `path` relative to `directory`, again when a signal interrupted it. Pass `O_CLOEXEC`.
    static func opening(
        _ path: String,
        in directory: Int32,
        _ flags: Int32,
        mode: mode_t = 0
    ) throws(SystemError) -> OwnedFD {
        while true {
            let opened = openat(directory, path, flags, mode)
            if opened >= 0 { return OwnedFD(owning: opened) }
            guard Glibc.errno == EINTR else { throw .last("openat", path) }
        }
    }
}
