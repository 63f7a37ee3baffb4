import KubeObjects

extension RuleTarget {
    func covers(_ volume: PublishedChange.Volume) -> Bool {
        namespaces.covers(volume.namespace) && pods.covers(volume.pod) && volumes.covers(volume.volume)
    }

    /// Whether one of the changed keys is meant. Where nobody knows what has changed, it may be.
    func covers(keys changed: [String]?) -> Bool {
        guard let changed, !keys.isEmpty else { return true }
        return changed.contains { keys.covers($0) }
    }
}
