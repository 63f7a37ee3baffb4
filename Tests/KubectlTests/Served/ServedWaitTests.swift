import APIServer
import KubeObjects
import Testing

@testable import Kubectl

struct ServedWaitTests {
    private static let pod: JSONValue = [
        "spec": [
            "volumes": [
                ["name": "tls", "secret": ["secretName": "x"]], ["name": "conf", "configMap": ["name": "y"]],
                ["name": "scratch", "emptyDir": [:]],
            ]
        ]
    ]

    private func event(
        _ name: String,
        _ state: ServedVolume.State,
        message: String = "",
        generation: String? = nil,
        number: Int? = nil,
        pod: String = "web"
    ) -> JSONValue {
        let volume = ServedVolume(
            ServedVolume.ID(namespace: "default", pod: pod, volume: name),
            sources: "secret/x",
            state: state,
            message: message,
            since: 0,
            generation: generation,
            number: number
        )
        return ["type": "VOLUME", "object": volume.json]
    }

    private func wait(_ condition: WaitCondition, volume: String? = nil) -> ServedWait {
        ServedWait(namespace: "default", pod: "web", volume: volume, condition: condition)
    }

    @Test func aPodIsReadyWhenAllItsVolumesAreServed() {
        var wait = wait(.ready)
        #expect(wait.missing == "the daemon is not running")
        wait.take(["type": "SYNCED", "object": [:]])
        #expect(!wait.isMet)
        #expect(wait.missing == "the daemon knows no Pod \"default/web\"")
        wait.take(event("tls", .waiting, message: "secret \"x\" not found"))
        #expect(wait.missing == "volume tls: Waiting: secret \"x\" not found")
        wait.take(event("tls", .served))
        #expect(wait.isMet)
        #expect(wait.untold(of: Self.pod) == ["conf"])
        wait.take(event("conf", .partial, message: "m"))
        #expect(!wait.isMet)
        wait.take(event("conf", .served))
        #expect(wait.isMet)
        #expect(wait.untold(of: Self.pod).isEmpty)
        #expect(wait.lines == ["pod/web ready"])
        wait.restart()
        #expect(!wait.isMet)
    }

    @Test func nothingIsMetBeforeAllHasBeenTold() {
        var wait = wait(.ready)
        wait.take(event("tls", .served))
        #expect(!wait.isMet)
    }

    @Test func anotherPodDoesNotMatter() {
        var wait = wait(.ready)
        wait.take(["type": "SYNCED", "object": [:]])
        wait.take(event("tls", .served, pod: "web2"))
        #expect(!wait.isMet)
    }

    @Test func aGenerationIsThereByItsNumber() {
        var wait = wait(.number(3), volume: "tls")
        wait.take(["type": "SYNCED", "object": [:]])
        wait.take(event("tls", .served, generation: "2026_11_24_21_00_00.1", number: 2))
        wait.take(event("conf", .served, generation: "2026_11_24_21_00_00.1", number: 1))
        #expect(wait.missing == "volume tls: generation is 2")
        wait.take(event("tls", .partial, generation: "2026_11_24_21_00_05.1", number: 4))
        #expect(wait.isMet)
        #expect(wait.lines == ["pod/web/tls generation 4"])
    }

    @Test func aGenerationIsThereByItsName() {
        var wait = wait(.generation("2026_11_24_21_00_00.20"))
        wait.take(["type": "SYNCED", "object": [:]])
        wait.take(event("tls", .served, generation: "2026_11_24_21_00_00.3"))
        #expect(!wait.isMet)
        wait.take(event("tls", .served, generation: "2026_11_24_21_00_00.20"))
        #expect(wait.isMet)
        wait.take(event("tls", .served, generation: "2026_11_25_00_00_00.3"))
        #expect(wait.isMet)
        #expect(wait.lines == ["pod/web generation 2026_11_25_00_00_00.3"])
    }

    @Test func aRemovedVolumeIsNotWaitedFor() {
        var wait = wait(.ready)
        wait.take(["type": "SYNCED", "object": [:]])
        wait.take(event("tls", .waiting))
        wait.take(event("conf", .served))
        wait.take(["type": "REMOVED", "object": ["namespace": "default", "pod": "web", "volume": "tls"]])
        #expect(wait.isMet)
    }

    @Test func conditionsAreRead() throws {
        #expect(try WaitCondition("ready") == .ready)
        #expect(try WaitCondition("generation=3") == .number(3))
        #expect(try WaitCondition("generation>=12") == .number(12))
        #expect(try WaitCondition("generation=..2026_11_24_21_00_00.3") == .generation("2026_11_24_21_00_00.3"))
        for text in ["", "Ready", "generation=", "generation=0", "generation=-1", "generation=2026_11", "delete"] {
            #expect(throws: KubectlError.self) { try WaitCondition(text) }
        }
    }
}
