import Glibc

/// A file descriptor with one owner, closed when the owner goes away.
///
/// It is always opened with `O_CLOEXEC`, so no child process inherits it.
package struct OwnedFD: ~Copyable, Sendable {
    /// The descriptor's number. Borrow it for a call; do not keep it, and do not close it.
    package let rawValue: Int32

    /// Takes ownership of `rawValue`, which must be open.
    package init(owning rawValue: Int32) {
        precondition(rawValue >= 0, "OwnedFD takes an open descriptor")
        self.rawValue = rawValue
    }

    /// A copy of somebody else's descriptor, close-on-exec.
    package init(duplicating other: Int32) throws(SystemError) {
        let copy = fcntl(other, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw .last("fcntl", "F_DUPFD_CLOEXEC") }
        self.init(owning: copy)
    }

    deinit {
        // Source: man 2 close. On Linux the descriptor is gone even when close reports EINTR; never retry.
        _ = Glibc.close(rawValue)
    }
}
