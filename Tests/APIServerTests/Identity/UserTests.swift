import Glibc
import LinuxSystem
import TestSupport
import Testing

@testable import APIServer

@Suite struct UserTests {
    @Test(
        arguments: [
            (User(serviceAccount: "a", namespace: "n", uid: ""), "n"),
            (User(name: "system:serviceaccount:n:a", groups: []), nil),
            (User(name: "system:serviceaccount:n", groups: [User.serviceAccounts]), nil),
            (User(name: "system:serviceaccount::a", groups: [User.serviceAccounts]), nil),
            (User(name: "system:serviceaccount:kube-system:a:b", groups: [User.serviceAccounts]), nil),
            (User(name: "jane", groups: [User.serviceAccounts]), nil),
        ] as [(User, String?)]
    )
    func serviceAccountHasANamespace(_ user: User, _ namespace: String?) {
        #expect(user.serviceAccountNamespace == namespace)
    }

    @Test func whoIsImpersonatedHasTheGroupsThatItAlwaysHas() {
        let account = User(impersonated: "system:serviceaccount:n:a", groups: [])
        #expect(account.groups == User(serviceAccount: "a", namespace: "n", uid: "").groups)
        #expect(User(impersonated: "system:anonymous", groups: []) == .anonymous)
        #expect(User(impersonated: "jane", groups: ["x"]).groups == ["x", User.authenticated])
        #expect(User(impersonated: "system:serviceaccount:n:a", groups: ["x"]).groups == ["x", User.authenticated])
    }

    @Test(
        arguments: [
            (0, 0, [], nil, true), (500, 500, [], nil, true), (1000, 0, [0], nil, false), (1000, 7, [], 7, true),
            (1000, 1000, [3, 7], 7, true), (1000, 1000, [3], 7, false), (1000, 1000, [], 0, false),
        ] as [(UInt32, UInt32, [UInt32], UInt32?, Bool)]
    )
    func peerIsMasterOrNobody(
        _ uid: UInt32,
        _ gid: UInt32,
        _ groups: [UInt32],
        _ allowed: UInt32?,
        _ expected: Bool
    ) {
        let peer = PeerCredentials(pid: 1, uid: uid, gid: gid, groups: groups)
        let user = User(peer: peer, ownUID: 500, allowedGroup: allowed)
        #expect(user?.groups.contains(User.masters) == (expected ? true : nil))
    }

    @Test func peerOfAnAcceptedConnection() throws {
        let place = try TemporaryDirectory()
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(place.appending("socket").utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        func call(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
            withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let listener = OwnedFD(owning: socket(AF_UNIX, type, 0))
        try #require(call { bind(listener.rawValue, $0, $1) } == 0)
        try #require(listen(listener.rawValue, 1) == 0)
        let client = OwnedFD(owning: socket(AF_UNIX, type, 0))
        try #require(call { connect(client.rawValue, $0, $1) } == 0)
        let accepted = OwnedFD(owning: accept(listener.rawValue, nil, nil))
        let peer = try PeerCredentials(ofSocket: accepted.rawValue)
        #expect(peer.pid == getpid())
        #expect(User(peer: peer, ownUID: geteuid(), allowedGroup: nil)?.name == "unix:\(geteuid())")
    }
}
