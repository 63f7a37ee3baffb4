import Glibc
import LinuxSystem
import TestSupport
import Testing

struct MountCopyTests {
    @Test(.enabled(if: Requirement.root, "needs root to copy mounts"))
    func aCopyIsReadOnlyAndShowsTheDirectory() throws {
        let scratch = try TemporaryDirectory()
        try writeFile("bytes", to: scratch.appending("file"))
        let copy = try MountCopy.detached(of: scratch.path)
        let file = openat(copy.rawValue, "file", O_RDONLY | O_CLOEXEC)
        #expect(file >= 0)
        close(file)
        #expect(openat(copy.rawValue, "file", O_WRONLY | O_CLOEXEC) == -1)
        #expect(errno == EROFS)
    }

    @Test func aPathThatIsNotThereIsAnErrorWithItsName() throws {
        let error = #expect(throws: SystemError.self) { _ = try MountCopy.detached(of: "/nothing/here") }
        #expect(error?.call == "open_tree")
        #expect(error?.description.contains("/nothing/here") == true)
    }
}
