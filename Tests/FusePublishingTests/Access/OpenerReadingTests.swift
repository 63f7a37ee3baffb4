import Foundation
import Glibc
import TestSupport
import Testing

@testable import FusePublishing

@Suite struct OpenerReadingTests {
    private let root: TemporaryDirectory

    init() throws {
        root = try TemporaryDirectory()
        mkdir(root.appending("42"), 0o700)
    }

    private func read(_ facts: Opener.Facts, thread: Int32 = 42) -> Opener {
        Opener.reading(thread: thread, uid: 1, gid: 2, facts: facts, from: root.path)
    }

    private func fill() throws {
        try root.write("Name:\tTgid:\\n7\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t40\nNgid:\t0\n", to: "42/status")
        try root.write("1:name=systemd:/\n0::/system.slice/web.service\n", to: "42/cgroup")
        symlink("/usr/sbin/web (deleted)", root.appending("42/exe"))
    }

    @Test func allFactsAreRead() throws {
        try fill()
        let opener = read(.all)
        #expect(opener.pid == 40 && opener.uid == 1 && opener.gid == 2)
        #expect(opener.executable == "/usr/sbin/web")
        #expect(opener.cgroup == "/system.slice/web.service" && opener.unit == "web.service")
        #expect(opener.container == nil)
    }

    @Test func onlyWhatWasAskedForIsRead() throws {
        try fill()
        #expect(read([]) == Opener(pid: 42, uid: 1, gid: 2))
        #expect(read(.threadGroup) == Opener(pid: 40, uid: 1, gid: 2))
        #expect(read(.executable).executable != nil && read(.executable).cgroup == nil)
    }

    @Test func whatCannotBeReadIsNil() throws {
        #expect(read(.all) == Opener(pid: 0, uid: 1, gid: 2))
        try root.write("", to: "42/status")
        try root.write("", to: "42/cgroup")
        #expect(read(.all) == Opener(pid: 0, uid: 1, gid: 2))
    }

    @Test func aPipeIsNotWaitedFor() throws {
        mkfifo(root.appending("42/cgroup"), 0o600)
        #expect(read(.cgroup).cgroup == nil)
    }

    @Test(arguments: [0, -1]) func aThreadOfAnotherPidNamespaceIsNobody(thread: Int32) {
        #expect(read(.all, thread: thread) == Opener(pid: 0, uid: 1, gid: 2))
    }

    @Test func bytesThatAreNoTextAreReplaced() throws {
        let name: [UInt8] = Array("/opt/".utf8) + [0xff, 0]
        _ = name.withUnsafeBufferPointer { name in
            name.withMemoryRebound(to: CChar.self) { name in
                name.baseAddress.map { symlink($0, root.appending("42/exe")) }
            }
        }
        #expect(read(.executable).executable == "/opt/\u{fffd}")
    }

    @Test func thisProcessIsFoundByAnyOfItsThreads() throws {
        let thread = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
        let id = try #require(thread.split(separator: "/").last.flatMap { Int32($0) })
        let opener = Opener.reading(thread: id, uid: 0, gid: 0, facts: .all)
        #expect(opener.pid == getpid())
        #expect(opener.executable?.hasPrefix("/") == true)
    }
}
