import Agent
import KubeObjects
import Publishing
import Testing

@Suite struct DesiredStateTests {
    private func state(feeds: Int = 1) -> DesiredState {
        DesiredState(feedCount: feeds, layout: NodeLayout())
    }

    private let web = VolumeID(namespace: "default", pod: "web", volume: "tls")
    private let api = VolumeID(namespace: "default", pod: "api", volume: "tls")

    @Test func aPodsVolumesAreWantedWhenThePodComes() {
        var state = state()
        let change = state.apply(.replaced([.pod(.using("web", secret: "s"))]), from: 0)
        #expect(change.dirty == [web])
        #expect(state.volumes[web]?.targets.map(\.path) == [["default", "web", "tls"]])
    }

    @Test func aSecretTouchesOnlyTheVolumesThatUseIt() {
        var state = state()
        _ = state.apply(
            .replaced([.pod(.using("web", secret: "one")), .pod(.using("api", secret: "two"))]),
            from: 0
        )
        let change = state.apply(.changed(applied: [.secret(.named("one", ["a": "1"]))], deleted: []), from: 0)
        #expect(change.dirty == [web])
    }

    @Test func anEqualObjectTouchesNothing() {
        var state = state()
        _ = state.apply(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]), from: 0)
        let change = state.apply(.changed(applied: [.secret(.named("s", ["a": "1"]))], deleted: []), from: 0)
        #expect(change == StateChange())
    }

    @Test func aSecretOfAnotherNamespaceTouchesNothing() {
        var state = state()
        _ = state.apply(.replaced([.pod(.using("web", secret: "s"))]), from: 0)
        var other = Secret.named("s", ["a": "1"])
        other.metadata.namespace = "other"
        let change = state.apply(.changed(applied: [.secret(other)], deleted: []), from: 0)
        #expect(change.touchesNoVolume)
        #expect(change.objects == [ObjectKey(.secret, namespace: "other", name: "s")])
    }

    @Test func aDeletedPodsVolumesGo() {
        var state = state()
        _ = state.apply(.replaced([.pod(.using("web", secret: "s"))]), from: 0)
        let key = ObjectKey(.pod, namespace: "default", name: "web")
        let change = state.apply(.changed(applied: [], deleted: [key]), from: 0)
        #expect(change.removed.keys.sorted() == [web])
        #expect(change.dirty.isEmpty)
        #expect(state.volumes.isEmpty)
        let later = state.apply(.changed(applied: [.secret(.named("s", ["a": "1"]))], deleted: []), from: 0)
        #expect(later.touchesNoVolume, "the index has forgotten the volume")
    }

    @Test func aVolumeThatTheManifestDropsGoesAndTheOthersStay() {
        var state = state()
        var pod = Pod.using("web", secret: "s")
        pod.volumes.append(Volume(name: "more", .secret(.init(secretName: "t"))))
        _ = state.apply(.replaced([.pod(pod)]), from: 0)
        let change = state.apply(.changed(applied: [.pod(.using("web", secret: "s"))], deleted: []), from: 0)
        #expect(change.removed.keys.map(\.volume) == ["more"])
        #expect(change.dirty == [web])
    }

    @Test func aPodDeletedAndAppliedInOneStepStays() {
        var state = state()
        _ = state.apply(.replaced([.pod(.using("web", secret: "s"))]), from: 0)
        let key = ObjectKey(.pod, namespace: "default", name: "web")
        let change = state.apply(.changed(applied: [.pod(.using("web", secret: "t"))], deleted: [key]), from: 0)
        #expect(change.removed.isEmpty)
        #expect(change.dirty == [web])
    }

    @Test func replacedDropsWhatItDoesNotName() {
        var state = state()
        _ = state.apply(.replaced([.pod(.using("web", secret: "s")), .pod(.using("api", secret: "s"))]), from: 0)
        let change = state.apply(.replaced([.pod(.using("api", secret: "s"))]), from: 0)
        #expect(change.removed.keys.sorted() == [web])
    }

    @Test func degradedKeepsEverything() {
        var state = state()
        _ = state.apply(.replaced([.pod(.using("web", secret: "s"))]), from: 0)
        let problem = FeedProblem(.error, origin: "pod.yaml:1:1", message: "broken")
        #expect(state.apply(.degraded([problem]), from: 0) == StateChange())
        #expect(state.volumes.keys.sorted() == [web])
        #expect(!state.isComplete)
        _ = state.apply(.degraded([]), from: 0)
        #expect(state.isComplete)
    }

    @Test func aStateThatIsNotWholeTakesNothingAway() {
        var state = state()
        _ = state.apply(.replaced([.pod(.using("web", secret: "s"))]), from: 0)
        _ = state.apply(.degraded([FeedProblem(.error, origin: "pod.yaml:1:1", message: "broken")]), from: 0)
        #expect(state.apply(.replaced([]), from: 0) == StateChange())
        #expect(state.volumes.keys.sorted() == [web])
        _ = state.apply(.degraded([]), from: 0)
        #expect(state.apply(.replaced([]), from: 0).removed.keys.sorted() == [web])
    }

    @Test func warningsDoNotMakeAFeedIncomplete() {
        var state = state()
        _ = state.apply(.replaced([]), from: 0)
        _ = state.apply(.degraded([FeedProblem(.warning, origin: "x", message: "odd")]), from: 0)
        #expect(state.isComplete)
    }

    @Test func theFirstFeedWinsAndTheNextOneTakesOver() {
        var state = state(feeds: 2)
        _ = state.apply(.replaced([.secret(.named("s", ["a": "first"]))]), from: 0)
        #expect(!state.isSynced)
        _ = state.apply(.replaced([.secret(.named("s", ["a": "second"])), .pod(.using("web", secret: "s"))]), from: 1)
        #expect(state.isSynced)
        #expect(state.secret(namespace: "default", name: "s")?.data["a"] == SecretBytes(utf8: "first"))
        let key = ObjectKey(.secret, namespace: "default", name: "s")
        let hidden = state.apply(.changed(applied: [.secret(.named("s", ["a": "third"]))], deleted: []), from: 1)
        #expect(hidden == StateChange())
        let change = state.apply(.changed(applied: [], deleted: [key]), from: 0)
        #expect(change.dirty == [web])
        #expect(state.secret(namespace: "default", name: "s")?.data["a"] == SecretBytes(utf8: "third"))
    }

    @Test func projectedSourcesAreIndexedToo() {
        var state = state()
        let sources = [
            VolumeProjection(.secret(.init(name: "s"))), VolumeProjection(.configMap(.init(name: "c"))),
        ]
        let volume = Volume(name: "all", .projected(ProjectedVolumeSource(sources: sources)))
        _ = state.apply(.replaced([.pod(Pod(metadata: ObjectMeta(name: "web"), volumes: [volume]))]), from: 0)
        let map = ConfigMap(metadata: ObjectMeta(name: "c"))
        let change = state.apply(.changed(applied: [.configMap(map)], deleted: []), from: 0)
        #expect(change.dirty.map(\.volume) == ["all"])
    }

    @Test func volumesOfOtherKindsAreLeftAlone() {
        var state = state()
        let pod = Pod(metadata: ObjectMeta(name: "web"), volumes: [Volume(name: "tmp", .other("emptyDir"))])
        #expect(state.apply(.replaced([.pod(pod)]), from: 0).touchesNoVolume)
    }
}
