import Glibc
import SystemPackage

/// Waiting until one of several descriptors can be read.
package enum Poll {
    /// Blocks the calling thread until a descriptor is readable or broken, or `timeout` is over.
    ///
    /// - Parameter timeout: From now, rounded up to milliseconds; nil waits without end.
    /// - Returns: For each descriptor whether a read would not block; all false after `timeout`.
    /// - Throws: `poll`, when memory has run out. An interrupting signal is no error: it returns early, all false.
    package static func readable(_ descriptors: [Int32], timeout: Duration?) throws(SystemError) -> [Bool] {
        try wait(descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }, timeout)
    }

    /// As `readable`, and also until something urgent has happened to one of `urgent`.
    ///
    /// - Returns: For each of `descriptors`, then for each of `urgent`, whether that is so.
    package static func readable(
        _ descriptors: [Int32],
        urgent: [Int32],
        timeout: Duration?
    ) throws(SystemError) -> [Bool] {
        let entries =
            descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            + urgent.map { pollfd(fd: $0, events: Int16(POLLPRI), revents: 0) }
        return try wait(entries, timeout)
    }

    private static func wait(_ entries: [pollfd], _ timeout: Duration?) throws(SystemError) -> [Bool] {
        var entries = entries
        guard poll(&entries, nfds_t(entries.count), timeout.map(milliseconds) ?? -1) < 0 else {
            return entries.map { $0.revents != 0 }
        }
        let error = SystemError.last("poll", "")
        guard error.errno == .interrupted else { throw error }
        return entries.map { _ in false }
    }

    private static func milliseconds(_ duration: Duration) -> Int32 {
        let (seconds, attoseconds) = duration.components
        guard seconds < 2_000_000 else { return .max }  // 2^31 ms are 24 days; the caller asks again
        let roundedUp = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(max(0, seconds * 1000 + roundedUp))
    }
}
