import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite
struct DirectoryTests {
    let scratch: TemporaryDirectory

    init() throws {
        umask(0)
        scratch = try TemporaryDirectory(in: "/dev/shm")
    }

    private func errno(of body: () throws -> Void) -> Errno? {
        do { try body() } catch { return (error as? SystemError)?.errno }
        return nil
    }

    private func text(_ name: String, _ directory: borrowing Directory) throws -> String {
        let file = try directory.openForReading(name)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 1)
        defer { buffer.deallocate() }
        return String(decoding: buffer[..<(try file.read(into: buffer, subject: name))], as: UTF8.self)
    }

    @Test func makesWritesAndReadsByName() throws {
        let directory = try Directory(opening: scratch.path)
        try directory.makeDirectory("sub", mode: 0o751)
        let sub = try directory.open("sub")
        try Array("secret".utf8).withUnsafeBytes { try sub.write($0, to: "file", mode: 0o640) }
        #expect(try text("file", sub) == "secret")
        let status = try sub.status(of: "file")
        #expect(status.kind == .file)
        #expect(status.mode == 0o640)
        #expect(status.size == 6)
        #expect(status.uid == geteuid())
        #expect(status.links == 1)
        #expect(try directory.status(of: "sub").mode == 0o751)
        #expect(try sub.status().kind == .directory)
    }

    @Test func writesAndReadsMoreThanOneCallTakes() throws {
        let directory = try Directory(opening: scratch.path)
        let bytes = [UInt8](repeating: 65, count: 700_001)
        try bytes.withUnsafeBytes { try directory.write($0, to: "large", mode: 0o600) }
        #expect(try text("large", directory).utf8.count == bytes.count)
        try directory.write(UnsafeRawBufferPointer(start: nil, count: 0), to: "empty", mode: 0o600)
        #expect(try text("empty", directory).isEmpty)
    }

    @Test func readingStopsWhereTheBufferIsFull() throws {
        try scratch.write("0123456789", to: "file")
        let directory = try Directory(opening: scratch.path)
        let file = try directory.openForReading("file")
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
        defer { buffer.deallocate() }
        #expect(try file.read(into: buffer, subject: "file") == 4)
        #expect(buffer.elementsEqual("0123".utf8))
    }

    @Test func creatingNeverReplacesOrFollows() throws {
        try scratch.write("old", to: "file")
        symlink("target", scratch.appending("link"))
        let directory = try Directory(opening: scratch.path)
        for name in ["file", "link"] {
            #expect(errno { _ = try directory.create(name, mode: 0o600) } == .fileExists)
        }
        #expect(errno { _ = try directory.status(of: "target") } == .noSuchFileOrDirectory)
    }

    @Test func openingNeverFollowsALink() throws {
        mkdir(scratch.appending("real"), 0o755)
        try scratch.write("x", to: "real/file")
        symlink("real", scratch.appending("link"))
        symlink("real/file", scratch.appending("file"))
        let directory = try Directory(opening: scratch.path)
        #expect(errno { _ = try directory.open("link") } == .notDirectory)
        #expect(errno { _ = try Directory(opening: scratch.appending("link")) } == .notDirectory)
        #expect(errno { _ = try directory.openForReading("file") } == .tooManySymbolicLinkLevels)
        #expect(try directory.status(of: "link").kind == .link)
    }

    @Test func openingBeneathNeverFollowsALinkAndNeverLeaves() throws {
        mkdir(scratch.appending("a"), 0o755)
        mkdir(scratch.appending("a/b"), 0o755)
        symlink("a", scratch.appending("link"))
        let directory = try Directory(opening: scratch.path)
        let opened = try directory.open(beneath: "a/b")
        #expect(try opened.status().inode == directory.status(of: "a/b").inode)
        for path in ["link/b", "link", "../..", "a/../..", "/etc"] {
            #expect(errno { _ = try directory.open(beneath: path) } != nil, "\(path)")
        }
        #expect(errno { _ = try directory.open(beneath: "a/missing") } == .noSuchFileOrDirectory)
        // The same without openat2.
        let walked = try directory.openByComponents("a//b")
        #expect(try walked.status().inode == directory.status(of: "a/b").inode)
        for path in ["link/b", "link", "../..", "a/../..", "/etc", "a/missing"] {
            #expect(errno { _ = try directory.openByComponents(path) } != nil, "\(path)")
        }
    }

    @Test func aPipeDoesNotBlockReading() throws {
        mkfifo(scratch.appending("pipe"), 0o600)
        let directory = try Directory(opening: scratch.path)
        let pipe = try directory.openForReading("pipe")
        #expect(try pipe.status(subject: "pipe").kind == .special)
    }

    @Test func descriptorsAreClosedOnExec() throws {
        let directory = try Directory(opening: scratch.path)
        let file = try directory.create("file", mode: 0o600)
        let again = try directory.open(".")
        for descriptor in [directory.rawValue, file.rawValue, again.rawValue] {
            #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
        }
    }

    @Test func linksAreMadeReadAndRenamedOver() throws {
        let directory = try Directory(opening: scratch.path)
        try directory.makeLink("tmp", to: "..data/some where")
        #expect(try directory.destination(ofLink: "tmp") == "..data/some where")
        try directory.makeLink("name", to: "old")
        try directory.rename("tmp", to: "name")
        #expect(try directory.destination(ofLink: "name") == "..data/some where")
        #expect(errno { _ = try directory.destination(ofLink: "tmp") } == .noSuchFileOrDirectory)
        let long = String(repeating: "x/", count: 2000)
        try directory.makeLink("long", to: long)
        #expect(try directory.destination(ofLink: "long") == long)
        try scratch.write("x", to: "file")
        #expect(errno { _ = try directory.destination(ofLink: "file") } == .invalidArgument)
    }

    @Test func aFileCanHaveASecondName() throws {
        try scratch.write("x", to: "one")
        mkdir(scratch.appending("sub"), 0o755)
        let directory = try Directory(opening: scratch.path)
        let sub = try directory.open("sub")
        try directory.link("one", to: sub, as: "two")
        #expect(try sub.status(of: "two").inode == directory.status(of: "one").inode)
        #expect(try sub.status(of: "two").links == 2)
        #expect(errno { try directory.link("one", to: sub, as: "two") } == .fileExists)
    }

    @Test func listsEveryNameWithItsKind() throws {
        try scratch.write("x", to: "file")
        mkdir(scratch.appending("directory"), 0o755)
        symlink("nowhere", scratch.appending("link"))
        mkfifo(scratch.appending("pipe"), 0o600)
        for number in 0..<500 { try scratch.write("", to: "many-\(number)") }
        let directory = try Directory(opening: scratch.path)
        // Twice: listing does not use the descriptor's own position.
        for _ in 0..<2 {
            let entries = try directory.entries()
            #expect(entries.count == 504)
            let kinds = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.kind) })
            #expect(kinds["file"] == .file)
            #expect(kinds["directory"] == .directory)
            #expect(kinds["link"] == .link)
            #expect(kinds["pipe"] == .special)
        }
        #expect(try !directory.isEmpty())
        #expect(try directory.open("directory").isEmpty())
    }

    @Test func removesATreeWithoutFollowingLinks() throws {
        mkdir(scratch.appending("outside"), 0o755)
        try scratch.write("x", to: "outside/kept")
        mkdir(scratch.appending("tree"), 0o755)
        mkdir(scratch.appending("tree/a"), 0o755)
        mkdir(scratch.appending("tree/a/b"), 0o700)
        try scratch.write("x", to: "tree/a/b/file")
        symlink("../outside", scratch.appending("tree/link"))
        mkfifo(scratch.appending("tree/pipe"), 0o600)
        // A name that is no UTF-8.
        close(open(scratch.appending("tree/") + "x", O_CREAT | O_WRONLY, 0o600))
        let raw: [CChar] = Array(scratch.appending("tree/").utf8CString.dropLast()) + [CChar(bitPattern: 0xff), 0]
        mkdir(raw, 0o755)
        let directory = try Directory(opening: scratch.path)
        try directory.removeTree("tree")
        #expect(try directory.entries().map(\.name) == ["outside"])
        #expect(try !directory.open("outside").isEmpty())
        try directory.removeTree("tree")
        try directory.removeContents()
        #expect(try directory.isEmpty())
    }

    @Test(.enabled(if: Requirement.root, "needs root to mount"))
    func removalStopsAtAnotherFilesystem() throws {
        mkdir(scratch.appending("tree"), 0o755)
        mkdir(scratch.appending("tree/mount"), 0o755)
        try scratch.write("x", to: "tree/file")
        try #require(mount("other", scratch.appending("tree/mount"), "tmpfs", 0, nil) == 0)
        defer { umount2(scratch.appending("tree/mount"), Int32(MNT_DETACH)) }
        try scratch.write("x", to: "tree/mount/kept")
        let directory = try Directory(opening: scratch.path)
        #expect(errno { try directory.removeTree("tree") } == .resourceBusy)
        #expect(try directory.open("tree").entries().map(\.name) == ["mount"])
        #expect(try !directory.open(beneath: "tree/mount").isEmpty())
    }

    @Test func errorsNameTheCallAndTheNameAndNothingElse() throws {
        let directory = try Directory(opening: scratch.path)
        let error = #expect(throws: SystemError.self) { try directory.unlink("missing") }
        #expect(error == SystemError("unlinkat", "missing", .noSuchFileOrDirectory))
        #expect(errno { try directory.removeDirectory("missing") } == .noSuchFileOrDirectory)
        #expect(errno { try directory.makeDirectory("a/b", mode: 0o755) } == .noSuchFileOrDirectory)
        #expect(errno { _ = try Directory(opening: scratch.appending("missing")) } == .noSuchFileOrDirectory)
    }

    @Test(.enabled(if: Requirement.root, "needs root to give files away"))
    func ownersAndModesAreThoseOfTheNameItself() throws {
        try scratch.write("x", to: "file")
        symlink("file", scratch.appending("link"))
        let directory = try Directory(opening: scratch.path)
        try directory.changeOwner(of: "link", uid: 1234, gid: 4321)
        #expect(try directory.status(of: "link").uid == 1234)
        #expect(try directory.status(of: "link").gid == 4321)
        #expect(try directory.status(of: "file").uid == 0)
        try directory.changeMode(0o2750)
        try directory.changeOwner(uid: 0, gid: 4321)
        #expect(try directory.status().mode == 0o2750)
        #expect(try directory.status().gid == 4321)
    }

    @Test func tellsTheFilesystemAndItsRoom() throws {
        let memory = try Directory(opening: scratch.path).filesystem()
        #expect(memory.magic == Filesystem.tmpfs)
        #expect(memory.isMemory)
        #expect(memory.name == "tmpfs")
        #expect(try #require(memory.freeBytes) > 0)
        let proc = try Directory(opening: "/proc").filesystem()
        #expect(!proc.isMemory)
        #expect(proc.name == "proc")
        #expect(proc.freeBytes == nil)
        #expect(Filesystem(magic: 0xabcd).name == "filesystem 0xabcd")
    }
}
