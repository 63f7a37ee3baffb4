import CLinux

/// A directory as a place only: it can be stood on and told from others, and its filesystem is not asked for that.
///
/// Source: man 2 open O_PATH, man 2 statx AT_STATX_DONT_SYNC.
package struct Place: ~Copyable, Sendable {
    private let descriptor: OwnedFD

    package var rawValue: Int32 { descriptor.rawValue }

    package init(owning descriptor: consuming OwnedFD) {
        self.descriptor = descriptor
    }

    /// The directory at `path`, not through a link at its end.
    package init(_ path: String) throws(SystemError) {
        let fd = clinux_open_place(path)
        guard fd >= 0 else { throw .last("openat", path) }
        descriptor = OwnedFD(owning: fd)
    }

    /// What tells this directory from every other.
    package struct Identity: Hashable, Sendable {
        package var device: UInt64
        package var inode: UInt64
    }

    package func identity() throws(SystemError) -> Identity {
        var identity = Identity(device: 0, inode: 0)
        guard clinux_identity(rawValue, &identity.device, &identity.inode) == 0 else { throw .last("statx", "") }
        return identity
    }

    /// Asks the filesystem itself, whatever the kernel remembers of it.
    ///
    /// - Throws: `ENOTCONN` for a FUSE filesystem that nobody serves any more. Waits for one that is served too slowly.
    package func ask() throws(SystemError) {
        guard clinux_ask(rawValue) == 0 else { throw .last("statx", "") }
    }
}
