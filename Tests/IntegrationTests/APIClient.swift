import Foundation
import Glibc

/// A client of the daemon's Unix socket: one request after the other on one connection.
final class APIClient {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    struct Answer {
        var code: Int
        var body: [String: Any]
        var text: String
    }

    let descriptor: Int32
    private var unread: [UInt8] = []

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            throw Failure(description: "connect \(path): \(String(cString: strerror(errno)))")
        }
        // A daemon that does not answer fails the test instead of holding it up.
        var timeout = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, Int32(MSG_NOSIGNAL))
            }
            guard written > 0 else { throw Failure(description: "send: \(String(cString: strerror(errno)))") }
            done += written
        }
    }

    @discardableResult
    func request(
        _ method: String,
        _ target: String,
        _ body: String = "",
        contentType: String = "application/json"
    ) throws -> Answer {
        try send(
            "\(method) \(target) HTTP/1.1\r\nHost: secretd\r\nContent-Type: \(contentType)\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        return try answer()
    }

    /// Reads the answer to a request that was sent.
    func answer() throws -> Answer {
        let head = try line()
        guard let code = Int(head.split(separator: " ").dropFirst().first ?? "") else {
            throw Failure(description: "no status line: \(head)")
        }
        var length: Int?
        while true {
            let header = try line()
            if header.isEmpty { break }
            let parts = header.split(separator: ":", maxSplits: 1)
            if parts[0].lowercased() == "content-length" { length = Int(parts[1].trimmingCharacters(in: .whitespaces)) }
        }
        var bytes: [UInt8] = []
        if let length {
            bytes = try take(length)
        } else {
            while let size = Int(try line(), radix: 16) {
                bytes += try take(size)
                _ = try line()
                if size == 0 { break }
            }
        }
        let body = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        return Answer(code: code, body: body ?? [:], text: String(decoding: bytes, as: UTF8.self))
    }

    private func line() throws -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = unread[..<end].filter { $0 != UInt8(ascii: "\r") }
                unread.removeFirst(end + 1)
                return String(decoding: line, as: UTF8.self)
            }
            try readMore()
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while unread.count < count { try readMore() }
        defer { unread.removeFirst(count) }
        return Array(unread[..<count])
    }

    private func readMore() throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { throw Failure(description: count == 0 ? "closed" : "read: \(errno)") }
        unread += buffer[..<count]
    }
}
