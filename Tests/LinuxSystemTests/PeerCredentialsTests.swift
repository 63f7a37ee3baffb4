import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct PeerCredentialsTests {
    @Test func bothEndsOfAPairAreOurs() throws {
        let pair = try SocketPair()
        let peer = try PeerCredentials(ofSocket: pair.ours.rawValue)
        #expect(peer.pid == getpid())
        #expect(peer.uid == geteuid())
        #expect(peer.gid == getegid())
        var own = [gid_t](repeating: 0, count: 1024)
        let count = getgroups(Int32(own.count), &own)
        #expect(peer.groups.sorted() == own.prefix(Int(max(0, count))).sorted())
    }

    @Test(.enabled(if: Requirement.root, "needs root to take groups"))
    func moreGroupsThanTheFirstGuess() async {
        await #expect(processExitsWith: .success) {
            let wanted = (1...100).map { gid_t($0) }
            guard setgroups(wanted.count, wanted) == 0 else { exit(2) }
            let pair = try SocketPair()
            guard try PeerCredentials(ofSocket: pair.ours.rawValue).groups.sorted() == wanted else { exit(3) }
        }
    }

    @Test func socketWithoutAPeerIsAnError() {
        let lonely = OwnedFD(owning: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
        #expect(throws: SystemError("getsockopt", "SO_PEERCRED", .socketNotConnected)) {
            try PeerCredentials(ofSocket: lonely.rawValue)
        }
    }

    @Test func socketOfAnotherFamilyIsAnError() {
        let other = OwnedFD(owning: socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
        #expect(throws: SystemError.self) { try PeerCredentials(ofSocket: other.rawValue) }
    }

    @Test func whatIsNoSocketIsAnError() throws {
        let directory = try TemporaryDirectory()
        let file = try Directory(opening: directory.path)
        #expect(throws: SystemError.self) { try PeerCredentials(ofSocket: file.rawValue) }
    }
}
