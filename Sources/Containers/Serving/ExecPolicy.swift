package import LinuxSystem

/// Who may run what: root, the daemon's own user and the members of a group everything, others what a rule says.
package struct ExecPolicy: Hashable, Sendable {
    package var ownUID: UInt32
    /// The API's group; nil where there is none.
    package var group: UInt32?
    package var rules: [ExecRule]

    package init(ownUID: UInt32, group: UInt32? = nil, rules: [ExecRule] = []) {
        self.ownUID = ownUID
        self.group = group
        self.rules = rules
    }

    package func allows(_ peer: PeerCredentials, _ request: ExecRequest) -> Bool {
        if peer.uid == 0 || peer.uid == ownUID { return true }
        if let group, peer.gid == group || peer.groups.contains(group) { return true }
        return rules.contains { $0.allows(peer, request) }
    }
}
