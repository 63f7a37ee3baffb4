package import KubeObjects

/// The volumes and keys that a rule is about. An empty list is everything.
package struct NotifyTarget: Hashable, Sendable {
    package var namespaces: [Glob]
    package var pods: [Glob]
    package var volumes: [Glob]
    /// Paths inside the volume.
    package var keys: [Glob]

    package init(namespaces: [Glob] = [], pods: [Glob] = [], volumes: [Glob] = [], keys: [Glob] = []) {
        self.namespaces = namespaces
        self.pods = pods
        self.volumes = volumes
        self.keys = keys
    }

    package func covers(_ volume: PublishedChange.Volume) -> Bool {
        namespaces.covers(volume.namespace) && pods.covers(volume.pod) && volumes.covers(volume.volume)
    }

    /// Whether one of the changed keys is meant. Where nobody knows what has changed, it may be.
    package func covers(keys changed: [String]?) -> Bool {
        guard let changed, !keys.isEmpty else { return true }
        return changed.contains { keys.covers($0) }
    }
}
