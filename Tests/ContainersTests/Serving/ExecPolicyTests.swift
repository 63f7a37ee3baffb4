import KubeObjects
import LinuxSystem
import Testing

@testable import Containers

struct ExecPolicyTests {
    private static let policy = ExecPolicy(
        ownUID: 0,
        group: 900,
        rules: [
            ExecRule(name: "alice", users: [1000], pods: ["default/web"]),
            ExecRule(name: "team", groups: [2000], pods: ["team/*"]),
        ]
    )

    @Test(arguments: [
        (PeerCredentials(pid: 1, uid: 0, gid: 0), "any/pod", true),
        (PeerCredentials(pid: 1, uid: 5, gid: 900), "any/pod", true),
        (PeerCredentials(pid: 1, uid: 5, gid: 5, groups: [4, 900]), "any/pod", true),
        (PeerCredentials(pid: 1, uid: 1000, gid: 1000), "default/web", true),
        (PeerCredentials(pid: 1, uid: 1000, gid: 1000), "default/web2", false),
        (PeerCredentials(pid: 1, uid: 1000, gid: 1000), "other/web", false),
        (PeerCredentials(pid: 1, uid: 1001, gid: 1000), "default/web", false),
        (PeerCredentials(pid: 1, uid: 7, gid: 7, groups: [2000]), "team/a", true),
        (PeerCredentials(pid: 1, uid: 7, gid: 7, groups: [2000]), "default/web", false),
    ])
    func onlyWhoIsNamedMayRunAPod(peer: PeerCredentials, pod: String, isAllowed: Bool) {
        let parts = pod.split(separator: "/").map(String.init)
        #expect(Self.policy.allows(peer, ExecRequest(namespace: parts[0], pod: parts[1])) == isAllowed)
    }
}
