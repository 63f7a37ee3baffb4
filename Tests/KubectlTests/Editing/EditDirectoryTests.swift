import Glibc
import KubeObjects
import TestSupport
import Testing

@testable import Kubectl

struct EditDirectoryTests {
    private func mode(_ path: String) -> UInt32? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    @Test func isForThisUserAlone() throws {
        let directory = try EditDirectory(in: ["/dev/shm"])
        defer { directory.wipe() }
        #expect(directory.path.hasPrefix("/dev/shm/secretd-edit-"))
        let path = try directory.write("secret", as: "a.yaml")
        #expect(mode(directory.path) == 0o700)
        #expect(mode(path) == 0o600)
    }

    @Test func filesystemOnADiskIsPassedOver() throws {
        let last = try TemporaryDirectory()
        let directory = try EditDirectory(in: ["", "/none", "/proc"], otherwise: last.path)
        defer { directory.wipe() }
        #expect(directory.path.hasPrefix(last.path + "/secretd-edit-"))
    }

    @Test func nothingIsLeft() throws {
        let directory = try EditDirectory(in: ["/dev/shm"])
        let path = try directory.write("secret", as: "a.yaml")
        try writeFile("secret", to: directory.path + "/.a.yaml.swp")
        #expect(mkdir(directory.path + "/backup", 0o700) == 0)
        try writeFile("secret", to: directory.path + "/backup/a.yaml~")
        #expect(symlink("/dev/null", directory.path + "/link") == 0)
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        directory.wipe()
        #expect(mode(directory.path) == nil)
        // Who has the file open still sees it, overwritten.
        var bytes = [UInt8](repeating: 1, count: 6)
        #expect(read(descriptor, &bytes, 6) == 6)
        #expect(bytes == [0, 0, 0, 0, 0, 0])
    }

    @Test func fileThatIsStillWantedStaysAlone() throws {
        let directory = try EditDirectory(in: ["/dev/shm"])
        defer { directory.wipe() }
        let path = try directory.write("secret", as: "a.yaml")
        let other = try directory.write("secret", as: "b.yaml")
        directory.wipe(keeping: "a.yaml")
        #expect(mode(path) == 0o600)
        #expect(mode(other) == nil)
    }

    @Test func fileIsWrittenAnew() throws {
        let directory = try EditDirectory(in: ["/dev/shm"])
        defer { directory.wipe() }
        _ = try directory.write("a longer text", as: "a.yaml")
        let path = try directory.write("short", as: "a.yaml")
        let text = try InputFile.read(path, limit: 100).withBytes { String(decoding: $0, as: UTF8.self) }
        #expect(text == "short")
    }
}
