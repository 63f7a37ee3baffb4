import CLinux
import Glibc
package import KubeObjects
package import LinuxSystem
import SystemPackage

/// Messages with descriptors over a connected stream socket: 4 bytes of length, big-endian, then that many of JSON.
///
/// All calls block the calling thread. One thread may send while another one receives; two that send at the same time
/// would mix their messages. Source: man 7 unix.
package struct FrameChannel: ~Copyable, Sendable {
    /// The most that the JSON of one message may take, in bytes.
    package static let largest = 8 << 20
    /// The most descriptors of one message.
    package static let mostDescriptors = Int(clinux_most_descriptors)

    private let socket: OwnedFD

    /// Takes a connected socket that blocks.
    package init(_ socket: consuming OwnedFD) {
        self.socket = socket
    }

    /// Borrowed, for `Poll` and for the peer's credentials: never close it.
    package var rawValue: Int32 { socket.rawValue }

    /// Connects to the socket at `path`.
    /// - Throws: `socket` or `connect`: ENOENT and ECONNREFUSED where nobody listens, EACCES where one may not.
    package static func connect(to path: String) throws(SystemError) -> FrameChannel {
        guard DatagramSocket.accepts(path) else { throw SystemError("connect", path, .fileNameTooLong) }
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw .last("socket", "") }
        let owned = OwnedFD(owning: socket)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                Glibc.connect(owned.rawValue, generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { throw .last("connect", path) }
        return FrameChannel(owned)
    }

    /// From here on `send` fails with EAGAIN where the other end takes nothing for this long; without it, it waits.
    package func limitSending(to limit: Duration) {
        let (seconds, attoseconds) = limit.components
        var time = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
        // It fails for a wrong argument only.
        _ = setsockopt(socket.rawValue, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Ends both directions: a `receive` that waits on another thread returns nil.
    package func shutDown() {
        _ = shutdown(socket.rawValue, Int32(SHUT_RDWR))
    }

    /// Sends one message. The descriptors stay the caller's; the receiver gets copies.
    ///
    /// - Throws: `tooLarge`; `system` with EPIPE where the other end is gone, EAGAIN after the limit of `limitSending`:
    ///   the message may be there in part then, and the channel is of no more use.
    package func send(_ body: SecretBytes, descriptors: [Int32] = []) throws(FrameError) {
        guard body.count <= Self.largest else { throw .tooLarge(bytes: body.count) }
        let length = UInt32(body.count).bigEndian
        let head = withUnsafeBytes(of: length) { SecretBytes(copying: $0) }
        try head.withBytes { (bytes) throws(FrameError) in try send(bytes, descriptors) }
        try body.withBytes { (bytes) throws(FrameError) in try send(bytes, []) }
    }

    private func send(_ bytes: UnsafeRawBufferPointer, _ descriptors: [Int32]) throws(FrameError) {
        var rest = bytes
        var attached = descriptors
        while let start = rest.baseAddress, !rest.isEmpty {
            let sent = clinux_send_descriptors(socket.rawValue, start, rest.count, attached, attached.count)
            guard sent >= 0 else { throw .system(.last("sendmsg", "")) }
            // They go with the first byte.
            attached = []
            rest = UnsafeRawBufferPointer(rebasing: rest[sent...])
        }
    }

    /// Waits for one message. Nil where the other end closed after the last whole one.
    ///
    /// - Parameters:
    ///   - limit: The most bytes of its JSON.
    ///   - deadline: When all of it has to be there; nil waits without end.
    ///   - takesDescriptors: Without it the kernel drops what comes, and nobody can fill this process's table.
    /// - Throws: `tooLarge` and `cutOff`; `system` for ECONNRESET, for more descriptors than `mostDescriptors`, and with
    ///   ETIMEDOUT at the deadline.
    package func receive(
        limit: Int = largest,
        deadline: ContinuousClock.Instant? = nil,
        takesDescriptors: Bool = true
    ) throws(FrameError) -> Frame? {
        let terms = Terms(deadline: deadline, takesDescriptors: takesDescriptors)
        var descriptors: [Frame.Descriptor] = []
        var length = UInt32(0)
        var failure: FrameError?
        let isThere = withUnsafeMutableBytes(of: &length) { bytes in
            do throws(FrameError) {
                return try fill(bytes, taking: &descriptors, terms)
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        guard isThere else { return nil }
        let count = Int(UInt32(bigEndian: length))
        guard count <= limit else { throw .tooLarge(bytes: count) }
        let body = try SecretBytes(capacity: count) { (buffer) throws(FrameError) in
            if count > 0 {
                guard try fill(buffer, taking: &descriptors, terms) else { throw .cutOff }
            }
            return count
        }
        return Frame(body: body, descriptors: descriptors)
    }

    private struct Terms {
        var deadline: ContinuousClock.Instant?
        var takesDescriptors: Bool
    }

    /// Fills the buffer; false where the stream ended before its first byte.
    private func fill(
        _ buffer: UnsafeMutableRawBufferPointer,
        taking descriptors: inout [Frame.Descriptor],
        _ terms: Terms
    ) throws(FrameError) -> Bool {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            try wait(until: terms.deadline)
            guard terms.takesDescriptors else {
                let received = recv(socket.rawValue, rest.baseAddress, rest.count, 0)
                guard received >= 0 else { throw .system(.last("recv", "")) }
                guard received > 0 || filled == 0 else { throw .cutOff }
                guard received > 0 else { return false }
                filled += received
                continue
            }
            var numbers = [Int32](repeating: -1, count: Self.mostDescriptors)
            var number = numbers.count
            let received = clinux_receive_descriptors(socket.rawValue, rest.baseAddress, rest.count, &numbers, &number)
            guard received >= 0 else { throw .system(.last("recvmsg", "")) }
            descriptors += numbers[..<number].map { Frame.Descriptor(OwnedFD(owning: $0)) }
            guard descriptors.count <= Self.mostDescriptors else {
                throw .system(SystemError("recvmsg", "", .messageTooLong))
            }
            guard received > 0 else {
                guard filled == 0 else { throw .cutOff }
                return false
            }
            filled += received
        }
        return true
    }

    private func wait(until deadline: ContinuousClock.Instant?) throws(FrameError) {
        guard let deadline else { return }
        do throws(SystemError) {
            while true {
                let left = ContinuousClock.now.duration(to: deadline)
                guard left > .zero else { throw SystemError("recv", "", .timedOut) }
                if try Poll.readable([socket.rawValue], timeout: left)[0] { return }
            }
        } catch {
            throw .system(error)
        }
    }
}
