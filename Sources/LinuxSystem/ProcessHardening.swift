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

    /// From here on a crash says its reason, and nothing of what is in memory.
    package static func forbidCrashReports() {
        // Whoever sets this wants to see it all.
        if getenv("SWIFT_BACKTRACE") == nil { clinux_forbid_crash_reports() }
    }

    /// Allows the process as many open files as it may: clients of the API must not take those that volumes need.
    ///
    /// - Returns: How many may be open.
    @discardableResult
    package static func raiseDescriptorLimit() throws(SystemError) -> Int {
        let limit = clinux_raise_descriptor_limit()
        guard limit >= 0 else { throw .last("getrlimit", "RLIMIT_NOFILE") }
        return limit
    }

    /// Gives heap pages that are free back to the kernel: worth it after work that needed much memory once.
    package static func releaseFreeMemory() {
        clinux_release_free_memory()
    }
}
