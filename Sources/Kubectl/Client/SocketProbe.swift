import Glibc

/// Finds out why a socket cannot be used; the HTTP client's errors do not say.
enum SocketProbe {
    /// - Returns: The error that `connect` gives; 0 where it succeeds.
    static func connect(to path: String) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let isTooLong = withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            guard path.utf8.count < buffer.count else { return true }
            buffer.copyBytes(from: path.utf8)
            return false
        }
        if isTooLong { return ENAMETOOLONG }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                Glibc.connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return result == 0 ? 0 : errno
    }

    /// The name of the group that may use the socket, or its number where it has no name; nil where nobody can tell.
    static func group(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard let group = getgrgid(status.st_gid) else { return "\(status.st_gid)" }
        return String(cString: group.pointee.gr_name)
    }
}
