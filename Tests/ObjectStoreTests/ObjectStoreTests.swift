import GRDB
import Glibc
import KubeObjects
import TestSupport
import Testing

@testable import ObjectStore

@Suite struct ObjectStoreTests {
    @Test func whatWasWrittenIsReadBackAfterAReopen() async throws {
        let fixture = try StoreFixture()
        var store: ObjectStore? = try fixture.open()
        let written = try #require(try await store?.put("a", "YQ=="))
        try store?.close()
        store = nil
        let again = try fixture.open()
        let read = try #require(try await again.object(StoreFixture.key("a")))
        #expect(read.revision == written.revision)
        let body = try read.body()
        #expect(body.value(at: "data", "k") == "YQ==")
        #expect(body.value(at: "metadata", "resourceVersion")?.text == "\(written.revision)")
    }

    @Test func revisionsGrowOverWritesDeletionsAndReopening() async throws {
        let fixture = try StoreFixture()
        var seen: [UInt64] = []
        for _ in 0..<3 {
            let store = try fixture.open()
            seen.append(try await store.put("a").revision)
            try await store.write { try $0.delete(StoreFixture.key("a")) }
            seen.append(store.revision)
            try await store.show { $0.mirror(StoreFixture.key("m"), StoreFixture.secret("m"), file: "f.yaml") }
            seen.append(store.revision)
        }
        #expect(seen == seen.sorted())
        #expect(Set(seen).count == seen.count)
    }

    @Test func aWriteThatThrowsLeavesNothingBehind() async throws {
        struct Stop: Error {}
        let store = try StoreFixture().open()
        let before = store.revision
        await #expect(throws: Stop.self) {
            try await store.write { transaction in
                try transaction.put(StoreFixture.key("a"), StoreFixture.secret("a"))
                throw Stop()
            }
        }
        #expect(try await store.object(StoreFixture.key("a")) == nil)
        #expect(store.revision == before)
    }

    @Test func theWriterSynchronisesEveryCommit() throws {
        let store = try StoreFixture().open()
        let level = try store.pool.writeWithoutTransaction { db in try Int.fetchOne(db, sql: "PRAGMA synchronous") }
        #expect(level == 2)
        let mode = try store.pool.read { db in try String.fetchOne(db, sql: "PRAGMA journal_mode") }
        #expect(mode == "wal")
    }

    @Test func directoryAndFilesAreTheOwnersAlone() async throws {
        let fixture = try StoreFixture()
        let old = umask(0)
        defer { umask(old) }
        let store = try fixture.open()
        try await store.put("a")
        var status = stat()
        stat(fixture.path, &status)
        #expect(status.st_mode & 0o777 == 0o700)
        for name in ["store.db", "store.db-wal", "store.db-shm", "encryption.key"] {
            #expect(stat("\(fixture.path)/\(name)", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600, "\(name)")
        }
    }

    @Test func twoHundredConcurrentWritersLoseNoUpdate() async throws {
        let store = try StoreFixture().open()
        _ = try await store.write { transaction in
            try transaction.put(StoreFixture.key("count"), ["metadata": ["uid": "u"], "n": 0])
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await store.write { transaction in
                        let key = StoreFixture.key("count")
                        var body = try #require(try transaction.object(key)).body()
                        body["n"] = .integer((body["n"]?.integer ?? 0) + 1)
                        try transaction.put(key, body)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.object(StoreFixture.key("count"))?.body()["n"] == 200)
    }

    @Test func aListComesInPiecesAcrossNamespaces() async throws {
        let store = try StoreFixture().open()
        for namespace in ["b", "a"] {
            for index in 0..<5 { try await store.put("s\(index)", namespace: namespace) }
        }
        var names: [String] = []
        var range = ListRange("secrets", limit: 3)
        repeat {
            let page = try await store.page(range)
            #expect(page.objects.count <= 3)
            names += page.objects.map { "\($0.key.namespace)/\($0.key.name)" }
            range.after = page.next
        } while range.after != nil
        #expect(names == ["a", "b"].flatMap { namespace in (0..<5).map { "\(namespace)/s\($0)" } })
        let one = try await store.page(ListRange("secrets", namespace: "b", limit: 100))
        #expect(one.objects.count == 5)
        #expect(one.next == nil)
    }

    @Test func filesObjectsStandInListsInOrderAndBeforeKeptOnes() async throws {
        let store = try StoreFixture().open()
        for name in ["a", "c", "e"] { try await store.put(name, "a2VwdA==") }
        try await store.show { transaction in
            for name in ["b", "c", "f"] {
                transaction.mirror(StoreFixture.key(name), StoreFixture.secret(name, "ZmlsZQ=="), file: "x.yaml")
            }
        }
        for limit in 1...7 {
            var names: [String] = []
            var range = ListRange("secrets", limit: limit)
            repeat {
                let page = try await store.page(range)
                names += page.objects.map { $0.key.name + ($0.file == nil ? "" : "*") }
                range.after = page.next
            } while range.after != nil
            #expect(names == ["a", "b*", "c*", "e", "f*"], "limit \(limit)")
        }
        try await store.show { $0.unmirror(StoreFixture.key("c")) }
        #expect(try await store.value("c") == "a2VwdA==")
    }

    @Test func aStatusIsShownAndNotKept() async throws {
        let fixture = try StoreFixture()
        var store = Optional(try fixture.open())
        let pod = StoreKey("pods", namespace: "default", name: "p")
        _ = try await store?.write { try $0.put(pod, ["metadata": ["name": "p", "uid": "u"]]) }
        try await store?.show { $0.setStatus(["phase": "Running"], of: pod) }
        #expect(try await store?.object(pod)?.body().value(at: "status", "phase") == "Running")
        let before = store?.revision
        try await store?.show { $0.setStatus(["phase": "Running"], of: pod) }
        #expect(store?.revision == before)
        try store?.close()
        store = nil
        #expect(try await fixture.open().object(pod)?.body()["status"] == nil)
    }

    @Test func revisionsDoNotGoBackWhenAStatusEnds() async throws {
        let store = try StoreFixture().open()
        let pod = StoreKey("pods", namespace: "default", name: "p")
        let put = try await store.write { try $0.put(pod, ["metadata": ["name": "p", "uid": "u"]]) }
        try await store.show { $0.setStatus(["phase": "Running"], of: pod) }
        let other = try await store.put("other")
        var cursor = store.watch(after: other.revision)
        try await store.show { $0.setStatus(nil, of: pod) }
        let shown = try #require(try await store.object(pod))
        #expect(shown.revision > other.revision)
        #expect(shown.revision == store.revision)
        #expect(try shown.body()["status"] == nil)
        guard case .changes(let changes) = cursor.next() else {
            Issue.record("expired")
            return
        }
        #expect(changes.map(\.revision) == [shown.revision])
        withExtendedLifetime(put) {}
    }

    @Test func aStatusEndsWithItsObject() async throws {
        let store = try StoreFixture().open()
        let pod = StoreKey("pods", namespace: "default", name: "p")
        try await store.write { _ = try $0.put(pod, ["metadata": ["name": "p", "uid": "old"]]) }
        try await store.show { $0.setStatus(["phase": "Running"], of: pod) }
        try await store.write { try $0.delete(pod) }
        try await store.show { $0.setStatus(nil, of: pod) }
        let new = try await store.write { try $0.put(pod, ["metadata": ["name": "p", "uid": "new"]]) }
        #expect(try new.body()["status"] == nil)
    }

    @Test func aStatusOfMeanwhileDoesNotLendItsRevisionToAnOlderBody() throws {
        let pod = StoreKey("pods", namespace: "default", name: "p")
        let read = StoredObject(key: pod, body: ["metadata": ["name": "p"]], revision: 10)
        let before = MemoryObjects()
        var after = before
        // Between them, a write gave the object the revision 12.
        after.setStatus(["phase": "Running"], of: pod, uid: "", revision: 13)
        #expect(after.shown(read, readAfter: before).revision == 10)
        #expect(after.shown(read, readAfter: after).revision == 13)
    }

    @Test func aFirstStartThatWasKilledAnywhereIsMended() async throws {
        let fixture = try StoreFixture()
        mkdir(fixture.path, 0o700)
        // As the migrator leaves it before its first migration.
        let queue = try DatabaseQueue(path: "\(fixture.path)/store.db")
        try await queue.write { db in
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        try queue.close()
        #expect(try await fixture.open().put("a").revision > 0)
    }

    @Test func aSecondProcessIsRefused() throws {
        let fixture = try StoreFixture()
        let store = try fixture.open()
        #expect(throws: StoreError.inUse(path: fixture.path, by: getpid())) { try fixture.open() }
        withExtendedLifetime(store) {}
    }

    @Test func aForeignFileIsRefusedAndLeftAlone() throws {
        let fixture = try StoreFixture()
        mkdir(fixture.path, 0o700)
        let queue = try DatabaseQueue(path: "\(fixture.path)/store.db")
        try queue.write { db in try db.execute(sql: "CREATE TABLE mine (x)") }
        try queue.close()
        #expect(throws: StoreError.self) { try fixture.open() }
        let after = try DatabaseQueue(path: "\(fixture.path)/store.db")
        let tables = try after.read { db in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master") }
        #expect(tables == ["mine"])
    }
}
