import KubeObjects
import ObjectStore
import Synchronization
import Testing

@testable import APIServer

@Suite(.timeLimit(.minutes(1))) struct WatchHandlerTests {
    private func change(_ api: APIFixture, _ name: String, _ body: JSONValue) async throws {
        _ = try await api.request(
            "PATCH",
            "\(APIFixture.secrets)/\(name)",
            body,
            contentType: "application/merge-patch+json"
        )
    }

    @Test func fromARevisionOnlyWhatCameAfterIsTold() async throws {
        let api = try await APIFixture()
        let made = try await api.make("a")
        let watch = try await OpenWatch(api, "resourceVersion=\(made.revision)")
        try await change(api, "a", ["data": ["n": ""]])
        try await api.make("b")
        _ = try await api.request("DELETE", "\(APIFixture.secrets)/a")
        #expect(await watch.next(3) == ["MODIFIED a", "ADDED b", "DELETED a"])
        await watch.leave()
    }

    @Test(arguments: ["", "resourceVersion=0"]) func withoutARevisionEverythingIsAddedFirst(query: String) async throws
    {
        let api = try await APIFixture()
        try await api.make("a")
        try await api.make("b")
        let watch = try await OpenWatch(api, query)
        #expect(await watch.next(2) == ["ADDED a", "ADDED b"])
        try await change(api, "b", ["data": ["n": ""]])
        #expect(await watch.next(1) == ["MODIFIED b"])
        await watch.leave()
    }

    @Test func initialEventsEndWithABookmark() async throws {
        let api = try await APIFixture()
        try await api.make("a")
        let query = "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
        let watch = try await OpenWatch(api, query)
        let events = await watch.events(2)
        #expect(events.map { $0["type"] } == ["ADDED", "BOOKMARK"])
        #expect(
            events[1].value(at: "object", "metadata", "annotations") == ["k8s.io/initial-events-end": "true"]
        )
        #expect(events[1].value(at: "object", "kind") == "Secret")
        await watch.leave()
    }

    @Test func whatBeginsOrCeasesToMatchIsAddedOrDeleted() async throws {
        let api = try await APIFixture()
        try await api.make("a")
        let watch = try await OpenWatch(api, "labelSelector=l%3Dx&resourceVersion=\(api.store.revision)")
        try await change(api, "a", ["data": ["unseen": ""]])
        try await change(api, "a", ["metadata": ["labels": ["l": "x"]]])
        try await change(api, "a", ["data": ["seen": ""]])
        try await change(api, "a", ["metadata": ["labels": ["l": "y"]]])
        #expect(await watch.next(3) == ["ADDED a", "MODIFIED a", "DELETED a"])
        await watch.leave()
    }

    @Test func anotherResourceOrNamespaceIsNotTold() async throws {
        let api = try await APIFixture()
        let watch = try await OpenWatch(api, "resourceVersion=\(api.store.revision)")
        _ = try await api.request("POST", "/api/v1/namespaces/default/configmaps", ["metadata": ["name": "c"]])
        _ = try await api.request("POST", "/api/v1/namespaces/kube-system/secrets", APIFixture.secret("k"))
        try await api.make("mine")
        #expect(await watch.next(1) == ["ADDED mine"])
        await watch.leave()
    }

    @Test func anOldRevisionIsAnErrorInTheStreamAndNeverAStatus() async throws {
        let api = try await APIFixture()
        for revision in ["999999", "1"] {
            for index in 0...9000 where revision == "1" && index % 3000 == 0 {
                _ = try await api.store.write { transaction in
                    for step in 0..<3000 {
                        try transaction.put(
                            StoreKey("configmaps", namespace: "default", name: "c\(step % 5)"),
                            ["metadata": ["uid": "u"]]
                        )
                    }
                }
            }
            let watch = try await OpenWatch(api, "resourceVersion=\(revision)")
            let events = await watch.events(2)
            #expect(events.count == 1)
            #expect(events.first?["type"] == "ERROR")
            #expect(events.first?.value(at: "object", "code") == 410)
            #expect(events.first?.value(at: "object", "reason") == "Expired")
        }
    }

    @Test func aTableWatchSaysItsColumnsOnce() async throws {
        let api = try await APIFixture()
        let watch = try await OpenWatch(
            api,
            "resourceVersion=\(api.store.revision)",
            accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
        )
        try await api.make("a")
        try await api.make("b")
        let events = await watch.events(2)
        #expect(events[0].value(at: "object", "columnDefinitions")?.elements?.count == 4)
        #expect(events[1].value(at: "object", "columnDefinitions") == .null)
        #expect(events[1].value(at: "object", "rows")?.elements?.count == 1)
        await watch.leave()
    }

    @Test func aWatchEndsAtItsTimeoutAndWhenItsClientGoes() async throws {
        let api = try await APIFixture()
        let timed = try await OpenWatch(api, "timeoutSeconds=1&allowWatchBookmarks=true")
        #expect(await timed.next(2) == ["BOOKMARK "])
        let left = try await OpenWatch(api, "")
        #expect(api.handler.watches.count("admin") >= 1)
        await left.leave()
        #expect(await left.next(1) == [])
    }

    @Test func oneUserHasSoManyWatchesAndNoMore() async throws {
        let quota = WatchQuota()
        for _ in 0..<WatchQuota.maximum { try quota.take("u") }
        #expect(throws: APIError.self) { try quota.take("u") }
        try quota.take("other")
        quota.giveBack("u")
        try quota.take("u")
    }

    @Test(arguments: ["resourceVersion=x", "timeoutSeconds=x", "labelSelector=%3D%3D"])
    func aBadWatchIsABadRequest(query: String) async throws {
        let answer = try await APIFixture().request("GET", "\(APIFixture.secrets)?watch=true&\(query)")
        #expect(answer.code == 400)
    }
}
