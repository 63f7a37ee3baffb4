import Glibc

/// The service manager's end of `sd_notify`, for a process under test.
package final class NotifySocket {
    package let path: String
    private let socket: Int32
    /// Kept, because the directory goes when nobody does.
    private let directory: TemporaryDirectory

    package init(in directory: TemporaryDirectory) throws {
        self.directory = directory
        path = directory.appending("notify.sock")
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) }
        }
        guard code == 0 else { throw ChildProcess.Failure(description: "bind \(path): \(errno)") }
    }

    deinit { close(socket) }

    /// Waits for a datagram that has `text` in it; those before it are passed over.
    @discardableResult
    package func message(containing text: String, within seconds: Double = 20) throws -> String {
        let deadline = Deadline(seconds: seconds)
        while !deadline.isPast {
            var poll = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard Glibc.poll(&poll, 1, deadline.millisecondsLeft) > 0 else { continue }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { continue }
            let message = String(decoding: buffer[..<count], as: UTF8.self)
            if message.contains(text) { return message }
        }
        throw ChildProcess.Failure(description: "the service manager was not told \(text)")
    }
}
