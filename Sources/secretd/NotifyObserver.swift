import Agent
import KubeObjects
import Notifying
import Projection
import Publishing
import Synchronization

/// Tells the notifier of new generations, and of what Pods ask for.
final class NotifyObserver: VolumeObserver {
    private struct State {
        /// All volumes that are wanted, until the first time that everything is in sync.
        var volumes: Set<PublishedChange.Volume>? = []
        /// The Pods that ask for something.
        var asking: Set<ObjectKey> = []
    }

    private let notifier: Notifier
    /// The tree's root as readers find it.
    private let tree: String
    private let state = Mutex(State())

    init(_ notifier: Notifier, tree: String) {
        self.notifier = notifier
        self.tree = tree
    }

    func observe(_ event: VolumeEvent) {
        switch event {
        case .objectsChanged(let keys, let desired):
            for key in keys where key.kind == .pod { takeRequest(of: key, in: desired) }
        case .updated(let status, let outcome, _):
            note(status)
            if let outcome { notifier.published(change(status, outcome)) }
        case .failed(let status, _, _):
            note(status)
        case .removed(let target):
            if let volume = PublishedChange.Volume(target.path) { notifier.removed(volume) }
        case .synced(let summary):
            // Where a manifest is refused, it is not known what is there.
            guard summary.errors == 0 else { return }
            if let volumes = state.withLock({ $0.volumes.take() }) { notifier.keepOnly(volumes) }
        case .removalFailed, .heard, .feedProblems, .alive:
            break
        }
    }

    private func note(_ status: VolumeStatus) {
        state.withLock { _ = $0.volumes?.insert(PublishedChange.Volume(status.id)) }
    }

    /// Before the Pod's volumes are published: whoever comes later is not told of what is there already.
    private func takeRequest(of key: ObjectKey, in desired: DesiredState) {
        let pod = desired.pod(namespace: key.namespace, name: key.name)
        let text = pod?.metadata.annotations[UnitAnnotation.name]
        let isNews = state.withLock { state in
            text != nil
                ? {
                    state.asking.insert(key); return true
                }() : state.asking.remove(key) != nil
        }
        guard isNews else { return }
        let units = text.map(UnitAnnotation.units) ?? []
        notifier.pod(namespace: key.namespace, name: key.name, asksFor: units)
    }

    private func change(_ status: VolumeStatus, _ outcome: Outcome) -> PublishedChange {
        let changed = (outcome.written + outcome.removed).map(\.text).sorted()
        return PublishedChange(
            volume: PublishedChange.Volume(status.id),
            path: ([tree] + [status.id.namespace, status.id.pod, status.id.volume]).joined(separator: "/"),
            generation: outcome.generation,
            keys: outcome.changed ? changed : nil,
            isAdopted: !outcome.changed
        )
    }
}

extension PublishedChange.Volume {
    fileprivate init(_ id: VolumeID) {
        self.init(namespace: id.namespace, pod: id.pod, volume: id.volume)
    }

    /// Of a target in the node's layout.
    fileprivate init?(_ path: [String]) {
        guard path.count == 3 else { return nil }
        self.init(namespace: path[0], pod: path[1], volume: path[2])
    }
}
