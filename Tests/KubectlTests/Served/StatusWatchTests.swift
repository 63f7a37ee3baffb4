import APIServer
import KubeObjects
import Testing

@testable import Kubectl

@Suite struct StatusWatchTests {
    private func event(_ type: String, _ object: JSONValue = [:]) -> JSONValue {
        ["type": .string(type), "object": object]
    }

    @Test func bothTablesComeWhenAllIsToldAndThenALineAChange() {
        var watch = StatusWatch(StatusTable(hasNamespaces: false))
        var volume = StatusTableTests.volumes[0]
        let now = volume.since + 30
        func take(_ type: String, _ object: JSONValue = [:]) -> [String] { watch.take(event(type, object), now: now) }
        #expect(take("VOLUME", volume.json).isEmpty)
        #expect(take("FEED", FeedReport(name: "store", heard: now, whole: now).json).isEmpty)
        #expect(
            take("SYNCED") == [
                "POD   VOLUME   SOURCE        STATE    GENERATION                       FILES   AGE     MESSAGE",
                "web   tls      secret/keys   Served   2026_11_23_16_20_18.3403175871   2       2m30s",
                "",
                "FEED    HEARD   WHOLE   PROBLEMS",
                "store   0s      0s",
            ]
        )
        #expect(take("SOMETHING ELSE").isEmpty)
        volume.state = .stale
        volume.message = "gone"
        #expect(
            take("VOLUME", volume.json) == [
                "web   tls      secret/keys   Stale    2026_11_23_16_20_18.3403175871   2       2m30s   gone"
            ]
        )
        let broken = FeedReport(name: "store", problems: [FeedProblem(.error, origin: "store", message: "broken")])
        #expect(take("FEED", broken.json) == ["store   never   never   error: store: broken"])
        let name: JSONValue = ["namespace": "default", "pod": "web", "volume": "tls"]
        #expect(
            take("REMOVED", name) == [
                "web   tls      secret/keys   Removed   2026_11_23_16_20_18.3403175871   2       2m30s"
            ]
        )
        #expect(take("REMOVED", name).isEmpty)
    }

    @Test func theHeaderComesWithTheFirstRow() {
        var watch = StatusWatch(StatusTable(hasNamespaces: false))
        #expect(watch.take(event("SYNCED"), now: 0).isEmpty)
        let lines = watch.take(event("VOLUME", StatusTableTests.volumes[2].json), now: 1_800_000_000)
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("POD ") == true)
    }
}
