import Glibc
import LinuxSystem
import SystemPackage
import TestSupport
import Testing

struct UnixListenerTests {
    @Test(arguments: [UInt16(0o600), 0o666])
    func theFileHasTheModeAndGoesWithTheListener(mode: UInt16) throws {
        let scratch = try TemporaryDirectory()
        let path = scratch.appending("deep/s.sock")
        do {
            let listener = try UnixListener(path, mode: mode)
            #expect(FileStatus(following: path).map { $0.mode & 0o7777 } == mode)
            #expect(listener.rawValue >= 0)
        }
        #expect(FileStatus(following: path) == nil)
    }

    @Test func whatAKilledProcessHasLeftIsReplacedAndAServedSocketIsNot() throws {
        let scratch = try TemporaryDirectory()
        let path = scratch.appending("s.sock")
        let first = try UnixListener(path, mode: 0o600)
        let error = #expect(throws: SystemError.self) { _ = try UnixListener(path, mode: 0o600) }
        #expect(error?.errno == .addressInUse)
        #expect(first.rawValue >= 0)
    }
}
