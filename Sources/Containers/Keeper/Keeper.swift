import CLinux
import Glibc
package import LinuxSystem
import SystemPackage

/// The process that has the command's mounts and starts it. It kills the command and ends when this value goes, or the
/// process that holds it.
package final class Keeper: Sendable {
    private let channel: FrameChannel
    /// Its process id.
    package let process: Int32

    /// Starts it, from a process that holds no secret yet: the keeper would hold it too.
    ///
    /// - Parameter hidden: A name in `/` that the command shall not see.
    /// - Throws: `socketpair` or `fork`.
    package init(hiding hidden: String?) throws(SystemError) {
        var process: pid_t = 0
        let socket = hidden.map { clinux_keeper_start($0, &process) } ?? clinux_keeper_start(nil, &process)
        guard socket >= 0 else { throw .last("fork", "") }
        self.process = process
        channel = FrameChannel(OwnedFD(owning: socket))
    }

    /// Readable when there is an answer, or the keeper is gone.
    var rawValue: Int32 { channel.rawValue }

    func send(_ order: KeeperOrder, descriptors: [Int32] = []) throws(FrameError) {
        try channel.send(order.bytes, descriptors: descriptors)
    }

    /// Waits for an answer; nil where the keeper is gone.
    func receive() -> KeeperAnswer? {
        var answer = clinux_keeper_answer()
        let count = withUnsafeMutableBytes(of: &answer) { bytes in
            recv(channel.rawValue, bytes.baseAddress, bytes.count, Int32(MSG_WAITALL))
        }
        guard count == MemoryLayout<clinux_keeper_answer>.size else { return nil }
        return KeeperAnswer(answer)
    }
}

/// A root of this process's own, with one directory more than the machine's: what is mounted there is seen by nobody
/// else, and goes with the process.
package enum PrivateRoot {
    /// Goes there. The process must have one thread; without the right to mount it gets a user namespace too.
    /// - Throws: `system`, with a text that says at what.
    package static func enter(adding name: String) throws(SystemError) {
        var call: UnsafePointer<CChar>?
        guard clinux_enter_private_root(name, &call) == 0 else {
            let code = errno
            throw SystemError(call.map { String(cString: $0) } ?? "", "", Errno(rawValue: code))
        }
    }
}
