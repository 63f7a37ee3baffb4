import Foundation
import Glibc
import TestSupport

/// Asks as systemd does: from an abstract name, sending nothing.
enum CredentialClient {
    /// What is read until the end; nil where the server cannot be reached.
    ///
    /// - Parameter name: The abstract name without its NUL; nil: none.
    static func ask(_ path: String, as name: String?) -> [UInt8]? {
        guard let socket = connected(to: path, as: name) else { return nil }
        defer { close(socket) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(socket, &buffer, buffer.count)
            if count <= 0 { return all }
            all += buffer[..<count]
        }
    }

    static func connected(to path: String, as name: String?) -> Int32? {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        if let name, with([0] + Array(name.utf8), { bind(socket, $0, $1) }) != 0 {
            close(socket)
            return nil
        }
        guard with(Array(path.utf8), { connect(socket, $0, $1) }) == 0 else {
            close(socket)
            return nil
        }
        shutdown(socket, Int32(SHUT_WR))
        return socket
    }

    private static func with(_ name: [UInt8], _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(2 + name.count)) }
        }
    }
}
