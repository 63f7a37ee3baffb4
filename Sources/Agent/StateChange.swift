package import KubeObjects
package import Publishing

/// What a feed's event means for volumes.
package struct StateChange: Equatable, Sendable {
    /// Volumes whose content may differ now. Planning them again is always right and often finds nothing to do.
    package var dirty: Set<VolumeID> = []
    /// Volumes that nobody wants any more, and where they stand.
    package var removed: [VolumeID: [VolumeTarget]] = [:]
    /// Places that a volume has left for another place.
    package var abandoned: [VolumeTarget] = []

    /// The objects that are other than before, gone ones too; whether or not a volume uses them.
    package var objects: Set<ObjectKey> = []

    package init() {}

    /// Adds what came later; the later one is right where they differ.
    mutating func merge(_ later: StateChange) {
        dirty.subtract(later.removed.keys)
        dirty.formUnion(later.dirty)
        for id in later.dirty { removed[id] = nil }
        removed.merge(later.removed) { _, new in new }
        abandoned += later.abandoned
    }
}
