package import KubeObjects
import Projection
import Publishing

/// The latest object for each key, from all feeds, and the volumes that follow from them.
///
/// A plain value. Where several feeds have the same object, the first feed in order wins. An index from object to
/// volumes makes a Secret's event touch its own volumes and no others.
package struct DesiredState: Sendable {
    private struct FeedState {
        var objects: [ObjectKey: KubeObject] = [:]
        var problems: [FeedProblem] = []
        var isSynced = false

        /// Whether it has said what it has, and refused no part of its origin.
        var isWhole: Bool { isSynced && problems.allSatisfy { $0.severity != .error } }
    }

    private let layout: any VolumeLayout
    private var feeds: [FeedState]
    /// Every volume that some Pod has and secretd serves.
    package private(set) var volumes: [VolumeID: DesiredVolume] = [:]
    private var users: [ObjectKey: Set<VolumeID>] = [:]
    /// The Pods that use the image pull Secrets of an account, if it has some.
    private var accountUsers: [ObjectKey: Set<ObjectKey>] = [:]

    package init(feedCount: Int, layout: any VolumeLayout) {
        self.layout = layout
        feeds = Array(repeating: FeedState(), count: feedCount)
    }

    /// Whether each feed has said what it has.
    package var isSynced: Bool { feeds.allSatisfy(\.isSynced) }

    /// Whether no feed has refused a part of its origin: only then is what no feed names really gone.
    package var isComplete: Bool { feeds.allSatisfy(\.isWhole) }

    /// Whether the feed with that index has said what it has, and refused no part of its origin.
    package func isWhole(feed: Int) -> Bool { feeds[feed].isWhole }

    /// All that is wrong with the feeds' origins now.
    package var problems: [FeedProblem] { feeds.flatMap(\.problems) }

    /// Takes one event of the feed with that index, and says what follows for the volumes.
    package mutating func apply(_ event: FeedEvent, from feed: Int) -> StateChange {
        switch event {
        case .replaced(let objects):
            feeds[feed].isSynced = true
            let kept = Set(objects.map(\.key))
            // A state that is not whole says nothing about what it does not name.
            let isWhole = feeds[feed].isWhole
            let gone = isWhole ? feeds[feed].objects.keys.filter { !kept.contains($0) } : []
            return change(applied: objects, deleted: gone, feed: feed)
        case .changed(let applied, let deleted):
            return change(applied: applied, deleted: deleted, feed: feed)
        case .degraded(let problems):
            feeds[feed].problems = problems
            return StateChange()
        }
    }

    private mutating func change(applied: [KubeObject], deleted: [ObjectKey], feed: Int) -> StateChange {
        var change = StateChange()
        for key in deleted {
            let before = object(key)
            feeds[feed].objects[key] = nil
            settle(key, before: before, in: &change)
        }
        for new in applied {
            let key = new.key
            let before = object(key)
            feeds[feed].objects[key] = new
            settle(key, before: before, in: &change)
        }
        // A volume that one step of a feed both took away and brought back stays.
        change.removed = change.removed.filter { volumes[$0.key] == nil }
        change.dirty.subtract(change.removed.keys)
        return change
    }

    private mutating func settle(_ key: ObjectKey, before: KubeObject?, in change: inout StateChange) {
        let after = object(key)
        guard before != after else { return }
        change.objects.insert(key)
        switch key.kind {
        case .pod:
            var oldPod: Pod?
            var newPod: Pod?
            if case .pod(let pod) = before { oldPod = pod }
            if case .pod(let pod) = after { newPod = pod }
            replace(oldPod, with: newPod, in: &change)
        case .serviceAccount:
            for pod in accountUsers[key] ?? [] {
                guard case .pod(let pod) = object(pod) else { continue }
                settlePullSecrets(of: pod, in: &change)
            }
        default:
            change.dirty.formUnion(users[key] ?? [])
        }
    }

    private mutating func replace(_ old: Pod?, with new: Pod?, in change: inout StateChange) {
        if let old {
            for volume in old.volumes { withdraw(VolumeID(volume, of: old), in: &change) }
            withdraw(old.pullSecretVolumeID, in: &change)
            if let account = old.pullSecretAccount { accountUsers[account]?.remove(KubeObject.pod(old).key) }
        }
        guard let new else { return }
        for volume in new.volumes where volume.isServed { want(volume, of: new, in: &change) }
        if let account = new.pullSecretAccount { accountUsers[account, default: []].insert(KubeObject.pod(new).key) }
        if let volume = pullSecretVolume(of: new) { want(volume, of: new, in: &change) }
    }

    private mutating func withdraw(_ id: VolumeID, in change: inout StateChange) {
        guard let gone = volumes.removeValue(forKey: id) else { return }
        for key in gone.volume.references(in: id.namespace) { users[key]?.remove(id) }
        change.removed[id] = gone.targets
    }

    private mutating func want(_ volume: Volume, of pod: Pod, in change: inout StateChange) {
        let id = VolumeID(volume, of: pod)
        let targets = layout.targets(of: volume, in: pod)
        guard !targets.isEmpty else { return }
        volumes[id] = DesiredVolume(volume: volume, pod: pod, targets: targets)
        for key in volume.references(in: id.namespace) { users[key, default: []].insert(id) }
        change.dirty.insert(id)
        if let before = change.removed.removeValue(forKey: id) {
            let kept = Set(targets.map(\.path))
            change.abandoned += before.filter { !kept.contains($0.path) }
        }
    }

    /// The Pod's account has changed: the volume may come, go or read other Secrets.
    private mutating func settlePullSecrets(of pod: Pod, in change: inout StateChange) {
        let volume = pullSecretVolume(of: pod)
        guard volumes[pod.pullSecretVolumeID]?.volume != volume else { return }
        withdraw(pod.pullSecretVolumeID, in: &change)
        if let volume { want(volume, of: pod, in: &change) }
    }

    private func pullSecretVolume(of pod: Pod) -> Volume? {
        guard let key = pod.pullSecretAccount, case .serviceAccount(let account) = object(key) else {
            return pod.pullSecretVolume(account: nil)
        }
        return pod.pullSecretVolume(account: account)
    }

    private func object(_ key: ObjectKey) -> KubeObject? {
        for feed in feeds {
            if let object = feed.objects[key] { return object }
        }
        return nil
    }
}

extension DesiredState: ObjectLookup {
    package func secret(namespace: String, name: String) -> Secret? {
        guard case .secret(let secret) = object(ObjectKey(.secret, namespace: namespace, name: name)) else {
            return nil
        }
        return secret
    }

    /// The Pod as the first feed in order has it.
    package func pod(namespace: String, name: String) -> Pod? {
        guard case .pod(let pod) = object(ObjectKey(.pod, namespace: namespace, name: name)) else { return nil }
        return pod
    }

    package func configMap(namespace: String, name: String) -> ConfigMap? {
        guard case .configMap(let map) = object(ObjectKey(.configMap, namespace: namespace, name: name)) else {
            return nil
        }
        return map
    }
}
