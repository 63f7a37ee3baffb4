import CLinux
import Glibc
import SystemPackage

/// A stream socket in the filesystem on which processes of this machine connect.
package struct UnixListener: ~Copyable, Sendable {
    private let descriptor: OwnedFD
    private let path: String
    private let inode: UInt64?

    /// Listens at `path`; the directory above it is made, 0755, where it is missing. What a killed process has left there
    /// is replaced.
    ///
    /// - Parameter mode: The file's permission bits, from the first moment on: whoever may write may connect.
    /// - Throws: `bind` with EADDRINUSE where another process listens there.
    package init(_ path: String, mode: UInt16) throws(SystemError) {
        descriptor = try Self.listening(path, mode)
        self.path = path
        inode = FileStatus(following: path)?.inode
    }

    private static func listening(_ path: String, _ mode: UInt16) throws(SystemError) -> OwnedFD {
        let socket = try socket()
        // Before it has a name: bind gives the file this mode, less what umask takes.
        guard fchmod(socket.rawValue, mode_t(mode)) == 0 else { throw .last("fchmod", path) }
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        if !parent.isEmpty, mkdir(parent, 0o755) != 0, Glibc.errno != EEXIST { throw .last("mkdir", parent) }
        do throws(SystemError) {
            try bind(socket.rawValue, path)
        } catch let error where error.errno == .addressInUse {
            guard try !isServed(path) else { throw error }
            unlink(path)
            try bind(socket.rawValue, path)
        }
        guard chmod(path, mode_t(mode)) == 0 else { throw .last("chmod", path) }
        guard listen(socket.rawValue, 128) == 0 else { throw .last("listen", path) }
        return socket
    }

    deinit {
        // By now it may be another's.
        if let inode, FileStatus(following: path)?.inode == inode { unlink(path) }
    }

    /// What to wait on. Borrowed: never close it.
    package var rawValue: Int32 { descriptor.rawValue }

    /// The next connection, close-on-exec; nil where there is none after all.
    ///
    /// - Parameter blocks: Whether calls on the connection wait.
    /// - Throws: `accept4`, when descriptors or memory have run out.
    package func accept(blocks: Bool = true) throws(SystemError) -> OwnedFD? {
        let connection = clinux_accept(descriptor.rawValue, blocks)
        if connection >= 0 { return OwnedFD(owning: connection) }
        switch Glibc.errno {
        case EAGAIN, EINTR, ECONNABORTED: return nil
        default: throw .last("accept4", path)
        }
    }

    private static func socket() throws(SystemError) -> OwnedFD {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw .last("socket", "") }
        return OwnedFD(owning: socket)
    }

    private static func bind(_ socket: Int32, _ path: String) throws(SystemError) {
        guard try withAddress(path, { Glibc.bind(socket, $0, $1) }) == 0 else { throw .last("bind", path) }
    }

    private static func isServed(_ path: String) throws(SystemError) -> Bool {
        let probe = try socket()
        return try withAddress(path) { connect(probe.rawValue, $0, $1) } == 0
    }

    private static func withAddress(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(SystemError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { target in
            // The last byte stays zero.
            guard path.utf8.count < target.count else { return false }
            target.copyBytes(from: path.utf8)
            return true
        }
        guard fits else { throw SystemError("bind", path, .fileNameTooLong) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
