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
                try tree.placeLink(at: ["app", "one"], to: "tls/foo")
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
