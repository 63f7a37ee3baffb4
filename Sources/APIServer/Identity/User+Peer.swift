package import LinuxSystem

extension User {
    /// Who is at the other end of a Unix socket: root, the daemon's own user and the members of a group may do
    /// everything; nil for everybody else.
    ///
    /// - Parameters:
    ///   - ownUID: The daemon's effective user.
    ///   - allowedGroup: As the peer's main group or as one of its others.
    package init?(peer: PeerCredentials, ownUID: UInt32, allowedGroup: UInt32?) {
        let isMember = allowedGroup.map { $0 == peer.gid || peer.groups.contains($0) } ?? false
        guard peer.uid == 0 || peer.uid == ownUID || isMember else { return nil }
        self.init(name: "unix:\(peer.uid)", uid: "\(peer.uid)", groups: [Self.masters, Self.authenticated])
    }
}
