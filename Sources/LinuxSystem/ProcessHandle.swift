import CLinux
import Glibc
import SystemPackage

/// One process, which no other can take the place of: a number may be given to another process, this may not.
///
/// Source: man 2 pidfd_open.
package struct ProcessHandle: ~Copyable, Sendable {
    package let pid: Int32
    private let descriptor: OwnedFD

    /// Readable once the process has ended. Borrow it for a call; do not close it.
    package var rawValue: Int32 { descriptor.rawValue }

    /// Takes hold of the process that has the number now. Whether that is the right one, the caller finds out afterwards:
    /// what is true of `pid` while this process is alive is true of this process.
    ///
    /// - Throws: `ESRCH` where there is none.
    package init(opening pid: Int32) throws(SystemError) {
        let opened = clinux_process_descriptor(pid)
        guard opened >= 0 else { throw .last("pidfd_open", "\(pid)") }
        self.pid = pid
        descriptor = OwnedFD(owning: opened)
    }

    /// - Throws: `ESRCH` once it has ended.
    package func send(_ signal: Int32) throws(SystemError) {
        guard clinux_signal_process(rawValue, signal) == 0 else { throw .last("pidfd_send_signal", "\(pid)") }
    }

    /// The absolute path of the executable, with ` (deleted)` behind it where it was replaced since.
    /// Source: man 5 proc_pid_exe.
    package func executable() throws(SystemError) -> String {
        let path = "/proc/\(pid)/exe"
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink(path, &buffer, buffer.count)
        guard count >= 0 else { throw .last("readlink", path) }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The user whose rights the process has. Source: man 5 proc_pid_status, the second number of `Uid`.
    package func user() throws(SystemError) -> UInt32 {
        let path = "/proc/\(pid)/status"
        let text = try ProcFile.read(path)
        let line = text.split(separator: "\n").first { $0.hasPrefix("Uid:") }
        guard let fields = line?.split(separator: "\t"), fields.count > 2, let user = UInt32(fields[2]) else {
            throw SystemError("read", path, .invalidArgument)
        }
        return user
    }

    /// When the process was started, in nanoseconds since 1970 as the clock stands now, to a hundredth of a second.
    ///
    /// Source: man 5 proc_pid_stat, field 22, in ticks since the machine was started.
    package func started() throws(SystemError) -> Int64 {
        let path = "/proc/\(pid)/stat"
        let text = try ProcFile.read(path)
        // The name in parentheses may hold anything; the last parenthesis is its end. Field 3 is the first behind it.
        guard let end = text.utf8.lastIndex(of: UInt8(ascii: ")")) else {
            throw SystemError("read", path, .invalidArgument)
        }
        let fields = text[text.utf8.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let ticks = Int64(fields[19]) else {
            throw SystemError("read", path, .invalidArgument)
        }
        let second: Int64 = 1_000_000_000
        let sinceBoot = ticks * (second / Int64(max(1, sysconf(Int32(_SC_CLK_TCK)))))
        return Self.nanoseconds(CLOCK_REALTIME) - Self.nanoseconds(CLOCK_BOOTTIME) + sinceBoot
    }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
