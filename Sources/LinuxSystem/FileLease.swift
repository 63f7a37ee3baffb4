import CLinux
import Glibc

/// Whether somebody has a file open for writing, asked without waiting and without a trace.
package enum FileLease {
    package enum Writer: Hashable, Sendable {
        case none
        case present
        /// The filesystem keeps no leases, or the file belongs to another user and the process lacks `CAP_LEASE`.
        case unknown
    }

    /// Takes a read lease on `descriptor`, which must be open for reading only, and gives it back at once: the kernel
    /// grants one only while nobody has the file open for writing.
    ///
    /// A program that opens the file for writing in that very moment waits for the microsecond that the lease lasts,
    /// and the kernel signals us. That signal is turned from SIGIO, which kills by default, into SIGURG, which does
    /// nothing by default; so no process-wide disposition has to change. Source: man 2 F_SETLEASE, man 2 F_SETSIG.
    package static func writer(of descriptor: Int32) -> Writer {
        guard take(on: descriptor) else { return errno == EAGAIN ? .present : .unknown }
        giveBack(on: descriptor)
        return .none
    }

    /// Sets `errno` when it fails.
    static func take(on descriptor: Int32) -> Bool {
        fcntl(descriptor, clinux_F_SETSIG, SIGURG) == 0 && fcntl(descriptor, clinux_F_SETLEASE, Int32(F_RDLCK)) == 0
    }

    static func giveBack(on descriptor: Int32) {
        // It fails only where there is no lease, because the kernel has broken it.
        _ = fcntl(descriptor, clinux_F_SETLEASE, Int32(F_UNLCK))
    }
}
