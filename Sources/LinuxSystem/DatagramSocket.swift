import CLinux
import Glibc
import SystemPackage

/// A socket that sends datagrams to sockets of this machine, by their names.
package struct DatagramSocket: ~Copyable, Sendable {
    private let descriptor: OwnedFD

    /// - Throws: `socket`, when descriptors or memory have run out.
    package init() throws(SystemError) {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw .last("socket", "") }
        descriptor = OwnedFD(owning: socket)
    }

    /// Whether `name` fits into an address, its end mark included.
    package static func accepts(_ name: String) -> Bool {
        name.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path)
    }

    /// From here on `send` waits no longer than this for a receiver that does not read; without it, without end.
    package func limitSending(to limit: Duration) {
        let (seconds, attoseconds) = limit.components
        var time = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
        // It fails for a wrong argument only.
        _ = setsockopt(
            descriptor.rawValue,
            SOL_SOCKET,
            SO_SNDTIMEO,
            &time,
            socklen_t(MemoryLayout<timeval>.size)
        )
    }

    /// Sends one datagram.
    ///
    /// - Parameters:
    ///   - name: A path, or `@` and an abstract name; one that `accepts` takes. Source: man 7 unix.
    ///   - attached: A descriptor of which the receiver gets a copy.
    /// - Throws: `ENOENT` and `ECONNREFUSED` where nobody listens, `EAGAIN` after the limit.
    package func send(_ message: [UInt8], to name: String, with attached: Int32? = nil) throws(SystemError) {
        guard Self.accepts(name) else { throw SystemError("sendto", name, .fileNameTooLong) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(name.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: bytes)
            if bytes.first == UInt8(ascii: "@") { path[0] = 0 }
        }
        // An abstract name has no end mark: its length is the address's length.
        let length = MemoryLayout.offset(of: \sockaddr_un.sun_path).map { $0 + bytes.count } ?? 0
        let descriptor = descriptor.rawValue
        let error = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> SystemError? in
                while true {
                    let flags = Int32(MSG_NOSIGNAL)
                    let sent =
                        if let attached {
                            Int(
                                clinux_send_descriptor(
                                    descriptor,
                                    generic,
                                    UInt32(length),
                                    message,
                                    message.count,
                                    attached
                                )
                            )
                        } else {
                            sendto(descriptor, message, message.count, flags, generic, socklen_t(length))
                        }
                    if sent >= 0 { return nil }
                    if Glibc.errno != EINTR { return .last("sendto", name) }
                }
            }
        }
        if let error { throw error }
    }
}
