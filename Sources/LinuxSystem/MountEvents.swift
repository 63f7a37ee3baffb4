import Glibc
import SystemPackage

/// Tells that the table of mounts of this process's namespace has changed.
///
/// Source: man 5 proc_pid_mountinfo: a change makes POLLERR and POLLPRI, once.
package final class MountEvents: Sendable {
    private let descriptor: OwnedFD

    /// - Throws: `openat`, where there is no `/proc`.
    package init() throws(SystemError) {
        descriptor = try OwnedFD.opening("/proc/self/mountinfo", in: AT_FDCWD, O_RDONLY | O_CLOEXEC)
    }

    /// What to wait on, as urgent. Borrowed: never close it.
    package var rawValue: Int32 { descriptor.rawValue }
}
