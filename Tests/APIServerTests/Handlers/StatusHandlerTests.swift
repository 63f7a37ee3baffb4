import KubeObjects
import ObjectStore
import Synchronization
import Testing

@testable import APIServer

@Suite(.timeLimit(.minutes(1))) struct StatusHandlerTests {
    private static let pods = "/api/v1/namespaces/default/pods"

    private func serve(_ api: APIFixture, _ generation: String, pod: String = "web", namespace: String = "default") {
        let id = ServedVolume.ID(namespace: namespace, pod: pod, volume: "tls")
        let volume = ServedVolume(
            id,
            sources: "secret/keys,configmap/more",
            state: .served,
            since: APIFixture.now,
            generation: generation,
            files: 1,
            bytes: 7,
            servedSince: APIFixture.now
        )
        api.book.update(volume, files: [ServedFile(path: "a", size: 7, hasNewBytes: true)])
    }

    @Test func statusHasEveryFieldThatIsDocumented() async throws {
        let api = try await APIFixture()
        api.book.expect(feeds: ["store"])
        api.book.notifications.withLock { told in
            told = { ["default", "prod"].map { ["rule": "r", "namespace": .string($0), "pod": "web"] } }
        }
        serve(api, "g1")
        serve(api, "g1", pod: "other", namespace: "prod")
        let answer = try await api.request("GET", "\(APIHandler.statusPath)?namespace=default")
        #expect(answer.code == 200)
        #expect(
            answer.body == [
                "volumes": [
                    [
                        "namespace": "default", "pod": "web", "volume": "tls",
                        "sources": ["secret/keys", "configmap/more"], "state": "Served", "reason": "", "message": "",
                        "since": "2027-01-15T08:00:00Z", "generation": "g1", "number": 1, "files": 1, "bytes": 7,
                        "servedSince": "2027-01-15T08:00:00Z",
                    ]
                ],
                "feeds": [["name": "store", "problems": []]],
                "notifications": [["rule": "r", "namespace": "default", "pod": "web"]],
            ]
        )
        #expect(try await api.request("GET", APIHandler.statusPath).body["volumes"]?.elements?.count == 2)
    }

    @Test func aPodThatNobodyHasToldOfIsLookedForInTheStore() async throws {
        let api = try await APIFixture()
        for (name, volumes) in [("bare", "[]"), ("new", #"[{"name":"a","secret":{"secretName":"s"}}]"#)] {
            let pod = """
                {"metadata":{"name":"\(name)"},"spec":{"containers":[{"name":"c","image":"i"}],"volumes":\(volumes)}}
                """
            #expect(try await api.send("POST", Self.pods, pod).code == 201)
        }
        func states(_ pod: String) async throws -> [JSONValue?] {
            let answer = try await api.request("GET", "\(APIHandler.statusPath)?namespace=default&pod=\(pod)")
            return (answer.body["volumes"]?.elements ?? []).map { $0["state"] }
        }
        #expect(try await states("bare") == ["NoVolumes"])
        #expect(try await states("new") == ["Waiting"])
        #expect(try await states("other").isEmpty)
    }

    @Test func aWatchTellsAllOnceAndThenWhatChanges() async throws {
        let api = try await APIFixture()
        api.book.expect(feeds: ["store"])
        serve(api, "g1")
        let watch = try await OpenWatch(api, "namespace=default", path: APIHandler.statusPath)
        #expect(await watch.events(3).map { $0["type"] } == ["VOLUME", "FEED", "SYNCED"])
        serve(api, "g1", pod: "other", namespace: "prod")
        serve(api, "g2")
        let changed = await watch.events(1)
        #expect(changed.map { $0.value(at: "object", "generation") } == ["g2"])
        api.book.note(feed: "store", problems: [FeedProblem(.error, origin: "store", message: "broken")])
        #expect(await watch.events(1).map { $0["type"] } == ["FEED"])
        let id = ServedVolume.ID(namespace: "default", pod: "web", volume: "tls")
        api.book.remove(id)
        #expect(
            await watch.events(1) == [
                ["type": "REMOVED", "object": ["namespace": "default", "pod": "web", "volume": "tls"]]
            ]
        )
        #expect(api.book.subscribers.count == 1)
        await watch.leave()
        #expect(api.book.subscribers.count == 0)
        #expect(api.handler.watches.count("admin") == 0)
    }

    @Test func historyIsThatOfOneVolume() async throws {
        let api = try await APIFixture()
        serve(api, "g1")
        serve(api, "g2")
        let path = APIHandler.historyPath(ServedVolume.ID(namespace: "default", pod: "web", volume: "tls"))
        let answer = try await api.request("GET", path)
        #expect(
            answer.body == [
                "namespace": "default", "pod": "web", "volume": "tls",
                "generations": [
                    [
                        "number": 2, "name": "g2", "current": true, "adopted": false, "since": "2027-01-15T08:00:00Z",
                        "files": 1, "bytes": 7, "added": [], "changed": ["a"], "removed": [],
                    ],
                    [
                        "number": 1, "name": "g1", "current": false, "adopted": false,
                        "since": "2027-01-15T08:00:00Z", "files": 1, "bytes": 7, "added": ["a"], "changed": [],
                        "removed": [],
                    ],
                ],
            ]
        )
        let contents = try await api.request("GET", "\(path)?contents=2").body["generations"]?.elements?.first?[
            "contents"
        ]
        #expect(contents == [["path": "a", "size": 7, "mode": "0644", "uid": 0, "gid": 0, "changedIn": 2]])
        let missing = try await api.request("GET", path.replacing("tls", with: "nope"))
        #expect(missing.code == 404)
        #expect(missing.message == #"volume "default/web/nope" is not served"#)
    }

    @Test func whoMayNotDoEverythingIsNotTold() async throws {
        let api = try await APIFixture()
        let user = User(name: "someone", groups: [User.authenticated])
        #expect(try await api.request("GET", APIHandler.statusPath, user: user).code == 403)
        #expect(try await api.request("GET", APIHandler.statusPath, user: .anonymous).code == 401)
        #expect(try await api.request("POST", APIHandler.statusPath).code == 404)
    }
}
