import TestSupport
import Testing

@testable import LinuxSystem

@Suite
struct MountTableTests {
    @Test func readsALine() throws {
        let mount = try #require(
            MountTable.parse(
                "36 35 98:0 /mnt1 /run/my\\040volumes ro,noatime master:1 shared:2 - tmpfs secretd rw,noswap"
            )
        )
        #expect(mount.id == 36)
        #expect(mount.path == "/run/my volumes")
        #expect(mount.type == "tmpfs")
        #expect(mount.source == "secretd")
        #expect(mount.isReadOnly)
        #expect(mount.filesystemOptions == ["rw", "noswap"])
    }

    @Test(arguments: [
        "36 35 98:0 / /a\\134b\\011c rw - ext4 /dev/root rw": "/a\\b\tc",
        "36 35 98:0 / /plain rw - ext4 /dev/root rw": "/plain",
        "36 35 98:0 / /odd\\9zz rw - ext4 /dev/root rw": "/odd\\9zz",
        "36 35 98:0 / /end\\ rw - ext4 /dev/root rw": "/end\\",
    ]) func unescapesPaths(_ line: String, _ path: String) {
        #expect(MountTable.parse(line[...])?.path == path)
    }

    @Test(arguments: ["", "36", "x 35 98:0 / / rw - ext4 /dev/root rw", "36 35 98:0 / / rw shared:1 ext4 root rw x y"])
    func ignoresWhatItDoesNotUnderstand(_ line: String) {
        #expect(MountTable.parse(line[...]) == nil)
    }

    @Test func findsTheMountOfADirectory() throws {
        let mount = try #require(try MountTable.mount(of: try Directory(opening: "/proc")))
        #expect(mount.type == "proc")
        #expect(mount.path == "/proc")
        #expect(try Directory(opening: "/proc").isMountRoot())
        #expect(try !Directory(opening: "/proc/sys").isMountRoot())
    }
}
