import Glibc
import LinuxSystem
import Projection
import TestSupport
import Testing

@testable import Publishing

/// A process without the right to mount. Each test gives its rights up in a process of its own.
@Suite(.enabled(if: Requirement.root, "needs root to become somebody else"))
struct UnprivilegedTreeTests {
    @Test func publishesStraightIntoADirectoryInMemory() async throws {
        let directory = try TemporaryDirectory(in: "/dev/shm")
        chown(directory.path, 1234, 1234)
        await #expect(processExitsWith: .success) { [path = directory.path as String] in
            try become(1234)
            let log = RecordedLog()
            let target = VolumeTarget(path: ["app", "tls"])
            for _ in 0..<2 {
                let tree = try TmpfsTree.open(TreeOptions(path: path + "/out"), logger: log.logger)
                try #require(!tree.isMounted)
                try #require(log.warnings.contains { $0.contains("may be swapped") })
                _ = try tree.publish(try Payload(["foo": "1"]), to: target)
                try #require(Listing.files(at: path + "/out/app/tls") == ["foo": "1"])
                try tree.placeLink(at: ["app", "one"], to: "../.volumes/app/foo")
            }
            let tree = try TmpfsTree.open(TreeOptions(path: path + "/out"), logger: log.logger)
            try writeFile("mine", to: path + "/out/mine")
            try tree.close(removing: true)
            try #require(Listing.names(at: path + "/out") == ["mine"])
        }
    }

    @Test func refusesADiskUnlessToldOtherwise() async throws {
        let directory = try TemporaryDirectory()
        chown(directory.path, 1234, 1234)
        await #expect(processExitsWith: .success) { [path = directory.path as String] in
            try become(1234)
            let error = #expect(throws: PublishError.self) {
                try TmpfsTree.open(TreeOptions(path: path + "/out"), logger: .silent)
            }
            guard case .onDisk(_, let filesystem)? = error else { throw Unexpected() }
            try #require(!filesystem.isEmpty)
            try #require("\(error.map { "\($0)" } ?? "")".contains("--allow-disk"))
            try #require(Listing.status(path + "/out") == nil)
            let log = RecordedLog()
            let tree = try TmpfsTree.open(TreeOptions(path: path + "/out", allowDisk: true), logger: log.logger)
            try #require(log.warnings.contains { $0.contains("plaintext") })
            _ = try tree.publish(try Payload(["foo": "1"]), to: VolumeTarget(path: ["tls"]))
            try #require(Listing.files(at: path + "/out/tls") == ["foo": "1"])
            try tree.close(removing: true)
            try #require(Listing.status(path + "/out") == nil)
        }
    }

    @Test func refusesADirectoryWithSomebodysFiles() async throws {
        let directory = try TemporaryDirectory(in: "/dev/shm")
        mkdir(directory.appending("etc"), 0o755)
        try directory.write("x", to: "etc/passwd")
        chmod(directory.path, 0o755)
        chown(directory.path, 1234, 1234)
        await #expect(processExitsWith: .success) { [path = directory.path as String] in
            try become(1234)
            let error = #expect(throws: PublishError.self) {
                try TmpfsTree.open(TreeOptions(path: path), logger: .silent)
            }
            guard case .occupied(_, let found)? = error, found.contains("etc/passwd") else { throw Unexpected() }
        }
    }

    @Test(arguments: ["link", "deep/link", "empty", "app/empty", "app/tls/..data_tmp", ".volumes/link"])
    func refusesWhatItCannotTellToBeItsOwn(_ stranger: String) async throws {
        let directory = try TemporaryDirectory(in: "/dev/shm")
        chown(directory.path, 1234, 1234)
        await #expect(processExitsWith: .success) { [path = directory.path as String, stranger] in
            try become(1234)
            do {
                let tree = try TmpfsTree.open(TreeOptions(path: path), logger: .silent)
                _ = try tree.publish(try Payload(["foo": "1"]), to: VolumeTarget(path: ["app", "tls"]))
                _ = try tree.publish(try Payload(["foo": "1"]), to: VolumeTarget(path: [".volumes", "app"]))
            }
            if stranger.hasPrefix("deep/") { mkdir(path + "/deep", 0o755) }
            if stranger.hasSuffix("empty") {
                mkdir("\(path)/\(stranger)", 0o755)
            } else {
                symlink("/home", "\(path)/\(stranger)")
            }
            let error = #expect(throws: PublishError.self) {
                try TmpfsTree.open(TreeOptions(path: path), logger: .silent)
            }
            guard case .occupied(path, let found)? = error, found.contains("(\(stranger))") else { throw Unexpected() }
            try #require(Listing.status("\(path)/\(stranger)") != nil)
        }
    }

    @Test func takesUpAllThatAKilledProcessLeftAndRemovesIt() async throws {
        let directory = try TemporaryDirectory(in: "/dev/shm")
        chown(directory.path, 1234, 1234)
        await #expect(processExitsWith: .success) { [path = directory.path as String] in
            try become(1234)
            do {
                let tree = try TmpfsTree.open(TreeOptions(path: path), logger: .silent)
                let outer = VolumeTarget(path: ["etc"], mountPoints: ["idle", "tls"])
                _ = try tree.publish(try Payload(["foo": "1"]), to: outer)
                _ = try tree.publish(try Payload(["bar": "2"]), to: VolumeTarget(path: ["etc", "tls"]))
                _ = try tree.publish(try Payload([:]), to: VolumeTarget(path: [".volumes", "app"]))
                try tree.placeLink(at: ["opt", "app", "conf"], to: "../../.volumes/app/conf")
                // A removal that was killed halfway.
                _ = try tree.publish(try Payload(["foo": "1"]), to: VolumeTarget(path: ["half"]))
                try #require(unlink(path + "/half/..data") == 0)
            }
            let tree = try TmpfsTree.open(TreeOptions(path: path), logger: .silent)
            try tree.close(removing: true)
            try #require(Listing.names(at: path).isEmpty)
        }
    }

    @Test func leavesWhatOthersPutBesideItWhileItRan() async throws {
        let directory = try TemporaryDirectory(in: "/dev/shm")
        chown(directory.path, 1234, 1234)
        await #expect(processExitsWith: .success) { [path = directory.path as String] in
            try become(1234)
            let tree = try TmpfsTree.open(TreeOptions(path: path), logger: .silent)
            _ = try tree.publish(try Payload(["foo": "1"]), to: VolumeTarget(path: ["app", "tls"]))
            try tree.placeLink(at: ["app", "one"], to: "../.volumes/app/foo")
            mkdir(path + "/a", 0o755)
            mkdir(path + "/a/b", 0o755)
            mkdir(path + "/a/b/empty", 0o755)
            symlink("/home", path + "/home")
            // Another depth: it does not lead into this tree's volumes.
            symlink(".volumes/app/foo", path + "/a/two")
            symlink("/etc", path + "/app/etc")
            try writeFile("mine", to: path + "/app/tls/notes")
            try #require(try tree.inventory().isEmpty)
            try tree.close(removing: true)
            try #require(Listing.names(at: path) == ["a", "app", "home"])
            try #require(Listing.names(at: path + "/a") == ["b", "two"])
            try #require(Listing.names(at: path + "/a/b") == ["empty"])
            try #require(Listing.names(at: path + "/app") == ["etc", "tls"])
            try #require(Listing.names(at: path + "/app/tls") == ["notes"])
        }
    }

    @Test(arguments: [0o755, 0o2775] as [mode_t])
    func closesAnOpenDirectoryForAsLongAsItRuns(_ mode: mode_t) async throws {
        let directory = try TemporaryDirectory(in: "/dev/shm")
        chown(directory.path, 1234, 1234)
        chmod(directory.path, mode)
        await #expect(processExitsWith: .success) { [path = directory.path as String, mode] in
            try become(1234)
            var options = TreeOptions(path: path)
            options.rootMode = 0o700
            let tree = try TmpfsTree.open(options, logger: .silent)
            try #require(Listing.status(path)?.mode == 0o700)
            _ = try tree.publish(try Payload(["foo": "1"]), to: VolumeTarget(path: ["tls"]))
            try tree.close(removing: true)
            try #require(Listing.status(path)?.mode == UInt16(mode))
            try #require(Listing.names(at: path).isEmpty)
        }
    }

    @Test(arguments: [(0o700, 0o750), (0o750, 0o750), (0o755, 0o755), (0o777, 0o755)] as [(mode_t, UInt16)])
    func leavesADirectoryThatIsTightEnoughAsItIs(_ mode: mode_t, _ rootMode: UInt16) async throws {
        let directory = try TemporaryDirectory(in: "/dev/shm")
        chown(directory.path, 1234, 1234)
        chmod(directory.path, mode)
        await #expect(processExitsWith: .success) { [path = directory.path as String, mode, rootMode] in
            try become(1234)
            var options = TreeOptions(path: path)
            options.rootMode = rootMode
            let tree = try TmpfsTree.open(options, logger: .silent)
            try #require(Listing.status(path)?.mode == UInt16(mode))
            try tree.close(removing: true)
            try #require(Listing.status(path)?.mode == UInt16(mode))
        }
    }

    @Test func refusesAnOpenDirectoryThatItCannotClose() async throws {
        let directory = try TemporaryDirectory(in: "/dev/shm")
        chmod(directory.path, 0o777)
        await #expect(processExitsWith: .success) { [path = directory.path as String] in
            try become(1234)
            var options = TreeOptions(path: path)
            options.rootMode = 0o750
            let error = #expect(throws: PublishError.self) { try TmpfsTree.open(options, logger: .silent) }
            guard case .occupied(path, let found)? = error else { throw Unexpected() }
            try #require(found.contains("0777") && found.contains("0750"))
            try #require(Listing.status(path)?.mode == 0o777)
        }
    }

    @Test func cannotWriteToTheReadOnlyTreeOfARootProcess() async throws {
        let fixture = try TreeFixture()
        chmod(fixture.directory.path, 0o755)
        do { _ = try fixture.open().publish(try Payload(["foo": "1"]), to: .web) }
        await #expect(processExitsWith: .success) { [path = fixture.path as String] in
            try become(1234)
            let error = #expect(throws: PublishError.self) {
                try TmpfsTree.open(TreeOptions(path: path), logger: .silent)
            }
            guard case .system? = error else { throw Unexpected() }
        }
    }
}

private struct Unexpected: Error {}

/// Gives up root for good.
private func become(_ id: uid_t) throws {
    guard setgroups(0, nil) == 0, setregid(id, id) == 0, setreuid(id, id) == 0 else { throw Unexpected() }
}
