import GRDB
import KubeObjects
import TestSupport
import Testing

@testable import ObjectStore

@Suite struct WatchTests {
    private static func names(_ step: WatchCursor.Step) -> [String] {
        guard case .changes(let changes) = step else { return ["expired"] }
        return changes.map { "\($0.kind.rawValue) \($0.object.key.name)" }
    }

    @Test func aCursorReadsEveryChangeOnceInOrder() async throws {
        let store = try StoreFixture().open()
        try await store.put("before")
        var cursor = store.watch(after: store.revision)
        #expect(Self.names(cursor.next()) == [])
        try await store.put("a")
        try await store.put("a")
        try await store.write { try $0.delete(StoreFixture.key("a")) }
        #expect(Self.names(cursor.next()) == ["ADDED a", "MODIFIED a", "DELETED a"])
        #expect(Self.names(cursor.next()) == [])
    }

    @Test func aDeletionHasANewRevisionAndTheLastState() async throws {
        let store = try StoreFixture().open()
        let put = try await store.put("a", "bGFzdA==")
        var cursor = store.watch(after: put.revision)
        try await store.write { try $0.delete(StoreFixture.key("a")) }
        guard case .changes(let changes) = cursor.next(), let change = changes.first else {
            Issue.record("no change")
            return
        }
        #expect(change.revision > put.revision)
        #expect(try change.body().value(at: "data", "k") == "bGFzdA==")
        #expect(try change.body().value(at: "metadata", "resourceVersion")?.text == "\(change.revision)")
        #expect(change.previous?.revision == put.revision)
    }

    @Test func whoFallsBehindTheHistoryIsTold() async throws {
        let store = try StoreFixture().open()
        var cursor = store.watch(after: store.revision)
        try await store.write { transaction in
            for index in 0...ChangeHistory.maximumCount {
                try transaction.put(StoreFixture.key("s\(index % 10)"), ["metadata": ["uid": "u"]])
            }
        }
        #expect(Self.names(cursor.next()) == ["expired"])
    }

    @Test func aRevisionOfTheFutureOrOfAnotherLifeIsExpired() async throws {
        let fixture = try StoreFixture()
        var store: ObjectStore? = try fixture.open()
        try await store?.put("a")
        let old = try #require(store?.revision)
        store = nil
        let again = try fixture.open()
        var past = again.watch(after: old - 1)
        var future = again.watch(after: again.revision + ObjectStore.reserve + 1)
        #expect(Self.names(past.next()) == ["expired"])
        #expect(Self.names(future.next()) == ["expired"])
    }

    @Test func nobodyGoesOnWatchingOverARestart() async throws {
        let fixture = try StoreFixture()
        var store = Optional(try fixture.open())
        try await store?.show { $0.mirror(StoreFixture.key("file"), StoreFixture.secret("file"), file: "f.yaml") }
        let newest = try #require(store?.revision)
        try store?.close()
        store = nil
        // The file may be gone meanwhile, and nobody would say so.
        var cursor = try fixture.open().watch(after: newest)
        #expect(Self.names(cursor.next()) == ["expired"])
    }

    @Test func aCursorThatEndedIsWokenNoMore() async throws {
        let store = try StoreFixture().open()
        let cursor = store.watch(after: store.revision)
        #expect(store.hub.subscriberCount == 1)
        cursor.end()
        #expect(store.hub.subscriberCount == 0)
        withExtendedLifetime(cursor) {}
    }

    @Test func theHistoryIsBoundedInBytes() {
        var history = ChangeHistory(floor: 0)
        let bytes = SecretBytes(utf8: String(repeating: "x", count: 1 << 20))
        for revision in 1...100 as ClosedRange<UInt64> {
            let object = StoredObject(
                key: StoreFixture.key("a"),
                uid: "",
                revision: revision,
                json: bytes
            )
            history.append(Change(.modified, object, previous: nil))
        }
        #expect(history.changes(after: 99)?.count == 1)
        #expect(history.changes(after: 96)?.count == 4)
        #expect(history.changes(after: 95) == nil)
    }

    @Test func theFeedTellsTheWholeStateAndThenEachChange() async throws {
        let store = try StoreFixture().open()
        try await store.put("a", "MQ==")
        try await store.show { $0.mirror(StoreFixture.key("file"), StoreFixture.secret("file"), file: "f.yaml") }
        var events = StoreFeed(store).events().makeAsyncIterator()
        func next() async -> String {
            switch await events.next() {
            case .degraded(let problems): "degraded \(problems.count)"
            case .replaced(let objects): "replaced \(objects.map(\.metadata.name))"
            case .changed(let applied, let deleted): "changed \(applied.map(\.metadata.name)) \(deleted.map(\.name))"
            case nil: "end"
            }
        }
        let first = await next()
        let second = await next()
        #expect(first == "degraded 0")
        #expect(second == "replaced [\"a\"]")
        try await store.put("b")
        let third = await next()
        #expect(third == "changed [\"b\"] []")
        try await store.write { try $0.delete(StoreFixture.key("a")) }
        let fourth = await next()
        #expect(fourth == "changed [] [\"a\"]")
    }

    @Test func anUndecryptableObjectDegradesTheFeed() async throws {
        let store = try StoreFixture().open()
        try await store.put("a")
        try await store.put("b")
        try await store.pool.write { db in
            try db.execute(sql: "UPDATE object SET sealed = x'00' WHERE name = 'b'")
        }
        var events = StoreFeed(store).events().makeAsyncIterator()
        guard case .degraded(let problems) = await events.next(), case .replaced(let objects) = await events.next()
        else {
            Issue.record("no state")
            return
        }
        #expect(problems.map(\.severity) == [.error])
        #expect(objects.map(\.metadata.name) == ["a"])
        // Its removal makes the state whole.
        try await store.write { try $0.delete(StoreFixture.key("b")) }
        guard case .degraded(let left) = await events.next(), case .replaced(let whole) = await events.next() else {
            Issue.record("no whole state")
            return
        }
        #expect(left.isEmpty)
        #expect(whole.map(\.metadata.name) == ["a"])
    }
}
