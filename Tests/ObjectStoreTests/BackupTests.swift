import Foundation
import Glibc
import KubeObjects
import TestSupport
import Testing

@testable import ObjectStore

@Suite struct BackupTests {
    private static let source = KeySource(credentials: nil, file: nil)

    @Test func aBackupOfARunningStoreBringsItsStateBack() async throws {
        let fixture = try StoreFixture()
        var store: ObjectStore? = try fixture.open()
        for index in 0..<20 { try await store?.put("s\(index)", "b2xk") }
        let file = fixture.home.appending("copy")
        let summary = try Backup.write(state: fixture.path, to: file)
        #expect(summary.objects == 20)
        var status = stat()
        stat(file, &status)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)).range(of: Data("b2xk".utf8)) == nil)

        try await store?.put("s0", "bmV3")
        try await store?.put("later")
        let newest = try #require(store?.revision)
        #expect(throws: StoreError.self) {
            try Backup.restore(from: file, state: fixture.path, keySource: Self.source, now: 1)
        }
        store = nil
        let restored = try Backup.restore(from: file, state: fixture.path, keySource: Self.source, now: 1)
        #expect(restored == summary)
        store = try fixture.open()
        #expect(try await store?.value("s0") == "b2xk")
        #expect(try await store?.object(StoreFixture.key("later")) == nil)
        // What clients have seen before must not come again with another meaning.
        #expect(try await #require(store?.put("s1")).revision > newest)
        #expect(access("\(fixture.path)/store.db.before-restore-1", F_OK) == 0)
    }

    @Test func aBackupNeverOverwrites() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.open()
        try await store.put("a")
        try fixture.home.write("precious", to: "copy")
        let file = fixture.home.appending("copy")
        #expect(throws: StoreError.exists(path: file)) { try Backup.write(state: fixture.path, to: file) }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
    }

    @Test func aRestoreThatCannotWorkLeavesTheStoreAsItIs() async throws {
        let fixture = try StoreFixture()
        var store: ObjectStore? = try fixture.open()
        try await store?.put("a")
        store = nil
        try fixture.home.write("this is no database, whatever it is", to: "junk")
        let other = try StoreFixture()
        var foreign: ObjectStore? = try other.open()
        try await foreign?.put("b")
        foreign = nil
        _ = try Backup.write(state: other.path, to: fixture.home.appending("foreign"))
        for name in ["junk", "foreign", "missing"] {
            #expect(throws: StoreError.self, "\(name)") {
                try Backup.restore(
                    from: fixture.home.appending(name),
                    state: fixture.path,
                    keySource: Self.source,
                    now: 1
                )
            }
        }
        #expect(try await fixture.open().value("a") == "dmFsdWU=")
        let left = try FileManager.default.contentsOfDirectory(atPath: fixture.path).sorted()
        #expect(!left.contains { $0.contains("restore") })
    }
}
