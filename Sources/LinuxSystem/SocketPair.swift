import Glibc

/// Two connected stream sockets, close-on-exec: what goes into one end comes out of the other.
///
/// Source: man 2 socketpair.
struct SocketPair: ~Copyable {
    let ours: OwnedFD
    let theirs: OwnedFD

    init() throws(SystemError) {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .last("socketpair", "")
        }
        ours = OwnedFD(owning: ends[0])
        theirs = OwnedFD(owning: ends[1])
    }

    /// Closes one end and gives the other.
    consuming func keepingOurs() -> OwnedFD { ours }
}
