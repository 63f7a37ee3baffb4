import CLinux
import Glibc
package import LinuxSystem
import Synchronization

/// The service manager's end of `FDSTORE=1`: keeps descriptors, and lets go of them when it is told to.
package final class DescriptorStore: Sendable {
    package let manager: ServiceManager
    private let socket: Int32
    /// Kept, because the directory goes when nobody does.
    private let directory: TemporaryDirectory
    private let kept = Mutex<[(name: String, descriptor: Int32)]>([])

    package init() throws {
        directory = try TemporaryDirectory()
        let path = directory.appending("notify.sock")
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let socket = socket
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) }
        }
        guard code == 0, let manager = ServiceManager(environment: { $0 == "NOTIFY_SOCKET" ? path : nil }) else {
            throw ChildProcess.Failure(description: "bind \(path): \(errno)")
        }
        self.manager = manager
        try SystemThread.start { [self] in while receive() {} }
    }

    /// Copies of what is kept, as the next process of the service gets them.
    package func handOver() -> [KeptDescriptor] {
        kept.withLock { $0.map { KeptDescriptor(name: $0.name, rawValue: fcntl($0.descriptor, F_DUPFD_CLOEXEC, 3)) } }
    }

    /// Lets go of everything, and ends.
    package func close() {
        kept.withLock { kept in
            for entry in kept { Glibc.close(entry.descriptor) }
            kept = []
        }
        shutdown(socket, Int32(SHUT_RDWR))
    }

    private func receive() -> Bool {
        var message = [UInt8](repeating: 0, count: 4096)
        var count = message.count
        let descriptor = clinux_receive_descriptor(socket, &message, &count)
        guard count > 0 else { return false }
        let lines = String(decoding: message[..<count], as: UTF8.self).split(separator: "\n")
        let name = lines.first { $0.hasPrefix("FDNAME=") }?.dropFirst("FDNAME=".count).description ?? ""
        if lines.contains("FDSTORE=1"), descriptor >= 0 {
            kept.withLock { $0.append((name, descriptor)) }
        } else if descriptor >= 0 {
            // A barrier.
            Glibc.close(descriptor)
        }
        if lines.contains("FDSTOREREMOVE=1") {
            kept.withLock { kept in
                for entry in kept where entry.name == name { Glibc.close(entry.descriptor) }
                kept.removeAll { $0.name == name }
            }
        }
        return true
    }
}
