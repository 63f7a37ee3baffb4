import CLinux
import Glibc

/// What the process does to itself so that its memory stays its own.
package enum ProcessHardening {
    /// From here on there are no core files, and no other user's process may look in through /proc or ptrace.
    ///
    /// - Throws: `SystemError` where the kernel refuses.
    package static func forbidCoreDumps() throws(SystemError) {
        guard clinux_forbid_core_dumps() == 0 else { throw .last("prctl", "PR_SET_DUMPABLE") }
    }

    /// Lets the process open as many files as it may: each connection is one.
    package static func raiseFileLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, 1 << 20)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// Gives heap pages that are free back to the kernel: worth it after work that needed much memory once.
    package static func releaseFreeMemory() {
        clinux_release_free_memory()
    }
}
