import Agent
import KubeObjects
import Publishing
import Testing

/// The volume that secretd adds for a Pod's image pull Secrets.
@Suite struct PullSecretTests {
    private let id = VolumeID(namespace: "default", pod: "web", volume: ".docker")
    private let layout = NodeLayout()

    private func pod(_ secrets: [String] = [], account: String = "", group: Int64? = nil) -> KubeObject {
        var pod = Pod.using("web", secret: "s")
        pod.imagePullSecrets = secrets
        pod.serviceAccountName = account
        pod.securityContext.fsGroup = group
        return .pod(pod)
    }

    private func account(_ name: String, _ secrets: [String]) -> KubeObject {
        .serviceAccount(ServiceAccount(metadata: ObjectMeta(name: name), imagePullSecrets: secrets))
    }

    private func state(_ objects: KubeObject...) -> DesiredState {
        var state = DesiredState(feedCount: 1, layout: layout)
        _ = state.apply(.replaced(objects), from: 0)
        return state
    }

    private func apply(_ object: KubeObject, to state: inout DesiredState) -> StateChange {
        state.apply(.changed(applied: [object], deleted: []), from: 0)
    }

    @Test func thePodsListMakesAVolumeThatItsGroupCannotRead() throws {
        let state = state(pod(["b", "", "a", "b"], group: 2000))
        let desired = try #require(state.volumes[id])
        #expect(desired.volume.sourceSummary == "secret/b,secret/a")
        let target = try #require(desired.targets.first)
        #expect(target.path == ["default", "web", ".docker"])
        #expect(target.gateGroup == 2000 && target.group == nil)
        let other = state.volumes[VolumeID(namespace: "default", pod: "web", volume: "tls")]
        #expect(other?.targets.first?.gateGroup == 2000 && other?.targets.first?.group == 2000)
    }

    @Test func aSecretTouchesTheVolume() {
        var state = state(pod(["reg"]))
        #expect(apply(.secret(.named("reg", ["a": "1"])), to: &state).dirty == [id])
        #expect(apply(.secret(.named("other", ["a": "1"])), to: &state).dirty.isEmpty)
    }

    @Test func theVolumeGoesWithTheLastName() {
        var state = state(pod(["reg"]))
        let change = apply(pod(), to: &state)
        #expect(change.removed.keys.map(\.volume) == [".docker"])
        #expect(state.volumes[id] == nil)
        #expect(apply(.secret(.named("reg", ["a": "1"])), to: &state).touchesNoVolume)
    }

    @Test(arguments: [("", "default"), ("robot", "robot")])
    func aPodThatListsNoneFollowsItsAccount(named: String, name: String) {
        var state = state(pod(account: named))
        #expect(state.volumes[id] == nil, "a missing account has none")
        #expect(apply(account(name, ["one"]), to: &state).dirty == [id])
        #expect(state.volumes[id]?.volume.sourceSummary == "secret/one")
        #expect(apply(account(name, ["one", "one"]), to: &state).touchesNoVolume)
        let moved = apply(account(name, ["two"]), to: &state)
        #expect(moved.dirty == [id] && moved.removed.isEmpty)
        #expect(apply(.secret(.named("one", ["a": "1"])), to: &state).touchesNoVolume)
        #expect(apply(.secret(.named("two", ["a": "1"])), to: &state).dirty == [id])
        #expect(apply(account(name, []), to: &state).removed.keys.sorted() == [id])
        #expect(apply(account(name, ["two"]), to: &state).dirty == [id])
        let key = ObjectKey(.serviceAccount, namespace: "default", name: name)
        #expect(state.apply(.changed(applied: [], deleted: [key]), from: 0).removed.keys.sorted() == [id])
    }

    @Test func aPodsOwnListHidesTheAccounts() {
        var state = state(account("default", ["theirs"]), pod(["own"]))
        #expect(state.volumes[id]?.volume.sourceSummary == "secret/own")
        #expect(apply(account("default", ["others"]), to: &state).touchesNoVolume)
        var empty = self.state(account("default", ["theirs"]), pod([""]))
        #expect(empty.volumes[id] == nil, "an empty name is a list all the same")
        _ = apply(pod(), to: &empty)
        #expect(empty.volumes[id]?.volume.sourceSummary == "secret/theirs")
    }

    @Test func anotherNamespacesAccountIsAnother() {
        var state = state(pod())
        var other = ServiceAccount(metadata: ObjectMeta(name: "default"), imagePullSecrets: ["x"])
        other.metadata.namespace = "other"
        #expect(apply(.serviceAccount(other), to: &state).touchesNoVolume)
    }

    @Test func aDeletedPodLeavesNothingToItsAccount() {
        var state = state(account("default", ["reg"]), pod())
        let key = ObjectKey(.pod, namespace: "default", name: "web")
        #expect(state.apply(.changed(applied: [], deleted: [key]), from: 0).removed.keys.contains(id))
        #expect(apply(account("default", ["new"]), to: &state).touchesNoVolume)
    }
}
