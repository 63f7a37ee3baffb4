import Foundation
import GRDB
import Glibc
import KubeObjects
import Synchronization
import TestSupport
import Testing

@testable import ObjectStore

@Suite struct EncryptionTests {
    private static let canary = "canary-7f3a9c1e-plaintext"
    private static let canaryBase64 = Data(canary.utf8).base64EncodedString()

    /// Everything in the state directory.
    private static func bytes(in directory: String) throws -> Data {
        var all = Data()
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
            all += try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
        }
        return all
    }

    private static func expectNoCanary(in directory: String) throws {
        let bytes = try bytes(in: directory)
        #expect(bytes.count > 10_000)
        #expect(bytes.range(of: Data(canary.utf8)) == nil)
        #expect(bytes.range(of: Data(canaryBase64.utf8)) == nil)
    }

    @Test func noValueLiesInAnyFileOfTheStore() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.open()
        for index in 0..<50 { try await store.put("s\(index)", Self.canaryBase64) }
        try Self.expectNoCanary(in: fixture.path)
        for index in 0..<50 { try await store.write { try $0.delete(StoreFixture.key("s\(index)")) } }
        try Self.expectNoCanary(in: fixture.path)
        try store.close()
        try Self.expectNoCanary(in: fixture.path)
    }

    @Test func aRowThatIsMovedToAnotherNameDoesNotDecryptAndBreaksNoOther() async throws {
        let store = try StoreFixture().open()
        try await store.put("a")
        try await store.put("b")
        try await store.put("c")
        try await store.pool.write { db in
            try db.execute(
                sql: "UPDATE object SET sealed = (SELECT sealed FROM object WHERE name = 'a') WHERE name = 'b'"
            )
        }
        await #expect(throws: StoreError.damaged(StoreFixture.key("b"))) {
            try await store.object(StoreFixture.key("b"))
        }
        let page = try await store.page(ListRange("secrets", limit: 10))
        #expect(page.objects.map(\.key.name) == ["a", "c"])
        #expect(page.unreadable == [.damaged(StoreFixture.key("b"))])
        // It can be removed, and written anew.
        try await store.write { try $0.delete(StoreFixture.key("b")) }
        try await store.put("b")
        #expect(try await store.value("b") == "dmFsdWU=")
    }

    @Test(arguments: [0, 5, 40, 60]) func aChangedByteIsNoticed(offset: Int) async throws {
        let store = try StoreFixture().open()
        try await store.put("a")
        try await store.pool.write { db in
            var sealed: Data = try #require(try Data.fetchOne(db, sql: "SELECT sealed FROM object"))
            sealed[offset] ^= 1
            try db.execute(sql: "UPDATE object SET sealed = ?", arguments: [sealed])
        }
        await #expect(throws: StoreError.self) { try await store.object(StoreFixture.key("a")) }
    }

    @Test func aWrongKeyIsRefusedByItsIdAndNothingIsWritten() async throws {
        let fixture = try StoreFixture()
        var store: ObjectStore? = try fixture.open()
        try await store?.put("a")
        let needed = try #require(try await store?.encryptionStatus().encryptionKey)
        try store?.close()
        store = nil
        let own = "\(fixture.path)/encryption.key"
        let right = try Data(contentsOf: URL(fileURLWithPath: own))
        try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: own))
        let error = #expect(throws: StoreError.self) { try fixture.open() }
        #expect("\(try #require(error))".contains(needed))

        unlink(own)
        #expect(throws: StoreError.lostKey(needed: needed, path: own)) { try fixture.open() }
        #expect(access(own, F_OK) != 0)

        try right.write(to: URL(fileURLWithPath: own))
        #expect(try await fixture.open().value("a") == "dmFsdWU=")
    }

    @Test func aCredentialComesBeforeAKeyFileAndThatBeforeAnOwnKey() async throws {
        let fixture = try StoreFixture()
        try fixture.home.write(Data(repeating: 1, count: 32).base64EncodedString() + "\n", to: "key")
        try fixture.home.write(String(repeating: "c", count: 32), to: KeySource.credential)
        let file = fixture.home.appending("key")
        let status = try await fixture.open(credentials: fixture.home.path, keyFile: file).encryptionStatus()
        #expect(status.source == "the credential secretd.encryption-key")
        #expect(!status.isOwn)
        let other = try StoreFixture()
        #expect(try await other.open(keyFile: file).encryptionStatus().source == file)
        #expect(access("\(other.path)/encryption.key", F_OK) != 0)
        #expect(throws: StoreError.self) { try StoreFixture().open(keyFile: file + ".missing") }
    }

    @Test(arguments: ["", "short", "not base64 at all!", String(repeating: "x", count: 33)])
    func aBadKeyFileIsRefused(text: String) throws {
        let fixture = try StoreFixture()
        try fixture.home.write(text, to: "key")
        #expect(throws: StoreError.self) { try fixture.open(keyFile: fixture.home.appending("key")) }
    }

    @Test func aKeyFileWithANewFirstLineExchangesTheKey() async throws {
        let fixture = try StoreFixture()
        let file = fixture.home.appending("key")
        let first = Data(repeating: 1, count: 32).base64EncodedString()
        let second = Data(repeating: 2, count: 32).base64EncodedString()
        try fixture.home.write("\(first)\n", to: "key")
        var store: ObjectStore? = try fixture.open(keyFile: file)
        try await store?.put("a")
        store = nil
        try fixture.home.write("\(second)\n\(first)\n", to: "key")
        store = try fixture.open(keyFile: file)
        store = nil
        try fixture.home.write("\(second)\n", to: "key")
        store = try fixture.open(keyFile: file)
        #expect(try await store?.value("a") == "dmFsdWU=")
    }

    @Test func rotationSealsEverythingAnewWhileServing() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.open()
        for index in 0..<300 { try await store.put("s\(index)") }
        let before = try await store.encryptionStatus()
        let revision = store.revision
        async let rotation = store.rotate()
        for index in 0..<300 { #expect(try await store.value("s\(index)") == "dmFsdWU=") }
        #expect(try await rotation == [])
        let after = try await store.encryptionStatus()
        #expect(after.encryptionKey != before.encryptionKey)
        #expect(after.dataKeys.count == 1)
        #expect(after.dataKeys[0].id != before.dataKeys[0].id)
        #expect(after.dataKeys[0].objects == 300)
        #expect(store.revision == revision)
        try store.close()
        let file = try String(contentsOfFile: "\(fixture.path)/encryption.key", encoding: .utf8)
        #expect(file.split(separator: "\n").count == 1)
        #expect(try Self.bytes(in: fixture.path).range(of: Data("v1:\(before.dataKeys[0].id):".utf8)) == nil)
    }

    @Test func anInterruptedRotationIsFinishedByTheNextStart() async throws {
        let fixture = try StoreFixture()
        var store: ObjectStore? = try fixture.open()
        for index in 0..<100 { try await store?.put("s\(index)") }
        // As far as a process gets that is killed after the new key is made.
        let wrapping = try #require(store?.ring.withLock { $0.current })
        try await store?.pool.write { db in
            let key = DataKey.random()
            try KeyTable.insertCurrent(key, wrappedBy: wrapping, db, now: 1)
        }
        store = nil
        store = try fixture.open()
        #expect(try await store?.encryptionStatus().pending == 100)
        #expect(try await store?.finishRotation() == [])
        #expect(try await store?.encryptionStatus().dataKeys.count == 1)
        #expect(try await store?.value("s7") == "dmFsdWU=")
    }

    @Test func anObjectThatCannotBeDecryptedKeepsItsKeyThroughARotation() async throws {
        let store = try StoreFixture().open()
        try await store.put("a")
        try await store.put("b")
        try await store.pool.write { db in
            try db.execute(sql: "UPDATE object SET sealed = substr(sealed, 1, length(sealed) - 1) WHERE name = 'b'")
        }
        #expect(try await store.rotate() == [.damaged(StoreFixture.key("b"))])
        #expect(try await store.encryptionStatus().dataKeys.count == 2)
        #expect(try await store.value("a") == "dmFsdWU=")
    }
}
