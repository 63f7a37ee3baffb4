import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct PlaceTests {
    private let scratch: TemporaryDirectory

    init() throws { scratch = try TemporaryDirectory() }

    @Test func adirectoryIsTheSameHoweverItIsReached() throws {
        mkdir(scratch.appending("a"), 0o700)
        let identity = try Place(scratch.appending("a")).identity()
        #expect(try Place(scratch.appending("./a/.")).identity() == identity)
        #expect(try Place(scratch.path).identity() != identity)
        rename(scratch.appending("a"), scratch.appending("b"))
        #expect(try Place(scratch.appending("b")).identity() == identity)
    }

    @Test func anotherOneOfTheSameNameIsAnother() throws {
        mkdir(scratch.appending("a"), 0o700)
        let place = try Place(scratch.appending("a"))
        rename(scratch.appending("a"), scratch.appending("b"))
        mkdir(scratch.appending("a"), 0o700)
        #expect(try Place(scratch.appending("a")).identity() != place.identity())
    }

    @Test(.enabled(if: Requirement.root, "needs root to mount"))
    func aMountOnItIsAnother() throws {
        let before = try Place(scratch.path).identity()
        try #require(mount("test", scratch.path, "tmpfs", 0, nil) == 0)
        let during = try Place(scratch.path).identity()
        umount2(scratch.path, Int32(MNT_DETACH))
        #expect(during != before)
        #expect(try Place(scratch.path).identity() == before)
    }

    @Test func onlyADirectoryIsAPlace() throws {
        try scratch.write("x", to: "file")
        symlink(".", scratch.appending("link"))
        for (name, expected) in [
            ("file", Errno.notDirectory), ("link", .notDirectory), ("none", .noSuchFileOrDirectory),
        ] {
            let error = #expect(throws: SystemError.self) { try Place(scratch.appending(name)).identity() }
            #expect(error?.errno == expected || error?.errno == .tooManySymbolicLinkLevels, "\(name)")
        }
    }
}
