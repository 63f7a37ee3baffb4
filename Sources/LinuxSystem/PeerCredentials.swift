import Glibc
import SystemPackage

/// Who is at the other end of a Unix socket, as the kernel knows it: nobody can lie about it.
///
/// For a stream socket these are the credentials from when the peer called `connect`; the process may be another by
/// now, or none. Source: man 7 unix, SO_PEERCRED.
package struct PeerCredentials: Hashable, Sendable {
    /// In our pid namespace; 0 for a process that it does not show.
    package var pid: Int32
    package var uid: UInt32
    package var gid: UInt32
    /// The supplementary groups; none where the kernel cannot tell (before Linux 4.13).
    package var groups: [UInt32]

    package init(pid: Int32, uid: UInt32, gid: UInt32, groups: [UInt32] = []) {
        self.pid = pid
        self.uid = uid
        self.gid = gid
        self.groups = groups
    }

    /// Asks about a connected Unix socket. The descriptor is only borrowed.
    ///
    /// - Throws: `ENOTCONN` for a socket without a peer or of another family.
    package init(ofSocket descriptor: Int32) throws(SystemError) {
        // struct ucred: a pid, a uid and a gid of four bytes each.
        var raw: [UInt32] = [0, 0, 0]
        var length = socklen_t(raw.count * 4)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &raw, &length) == 0 else {
            throw .last("getsockopt", "SO_PEERCRED")
        }
        // What the kernel says for a socket that has no peer: user -1, which nobody is.
        guard length == 12, raw[1] != .max else { throw SystemError("getsockopt", "SO_PEERCRED", .socketNotConnected) }
        self.init(
            pid: Int32(bitPattern: raw[0]),
            uid: raw[1],
            gid: raw[2],
            groups: try Self.groups(ofSocket: descriptor)
        )
    }

    private static func groups(ofSocket descriptor: Int32) throws(SystemError) -> [UInt32] {
        // More than one process rarely has; ERANGE tells the size when it is not enough.
        var groups = [UInt32](repeating: 0, count: 64)
        while true {
            var length = socklen_t(groups.count * 4)
            if getsockopt(descriptor, SOL_SOCKET, peerGroups, &groups, &length) == 0 {
                return Array(groups.prefix(Int(length) / 4))
            }
            switch Glibc.errno {
            case ERANGE where Int(length) > groups.count * 4:
                groups = [UInt32](repeating: 0, count: Int(length) / 4)
            case ENOPROTOOPT:
                return []
            default:
                throw .last("getsockopt", "SO_PEERGROUPS")
            }
        }
    }

    /// SO_PEERGROUPS. Source: Linux include/uapi/asm-generic/socket.h.
    private static let peerGroups: Int32 = 59
}
