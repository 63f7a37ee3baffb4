package import KubeObjects
import LinuxSystem

/// Who, besides root and the API's group, may run which Pods' commands with their Secrets.
package struct ExecRule: Hashable, Sendable {
    package var name: String
    package var users: [UInt32]
    /// As main group or one of the others.
    package var groups: [UInt32]
    /// `NAMESPACE/NAME`; neither `*` nor `?` stands for the slash.
    package var pods: [Glob]

    package init(name: String, users: [UInt32] = [], groups: [UInt32] = [], pods: [Glob]) {
        self.name = name
        self.users = users
        self.groups = groups
        self.pods = pods
    }

    func allows(_ peer: PeerCredentials, _ request: ExecRequest) -> Bool {
        let isOne = users.contains(peer.uid) || groups.contains { $0 == peer.gid || peer.groups.contains($0) }
        return isOne && pods.contains { $0.matchesByParts("\(request.namespace)/\(request.pod)") }
    }
}
