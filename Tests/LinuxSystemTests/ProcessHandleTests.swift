import Glibc
import LinuxSystem
import SystemPackage
import TestSupport
import Testing

@Suite struct ProcessHandleTests {
    @Test func aProcessTellsWhoItIs() throws {
        let before = Int64(time(nil))
        let child = try ChildProcess("/bin/sleep", ["1000"])
        let process = try ProcessHandle(opening: child.pid)
        #expect(try process.user() == geteuid())
        #expect(try process.executable().hasSuffix("/sleep"))
        let started = try process.started() / 1_000_000_000
        #expect((before - 1...before + 20).contains(started))
        try process.send(SIGTERM)
        #expect(try Poll.readable([process.rawValue], timeout: .seconds(10)) == [true])
        #expect(try child.wait() == 128 + SIGTERM)
        #expect(throws: SystemError("pidfd_send_signal", "\(child.pid)", .noSuchProcess)) { try process.send(SIGTERM) }
    }

    @Test func whatDoesNotRunCannotBeHeld() throws {
        let child = try ChildProcess("/bin/true", [])
        _ = try child.wait()
        #expect(throws: SystemError.self) { _ = try ProcessHandle(opening: child.pid) }
    }
}
