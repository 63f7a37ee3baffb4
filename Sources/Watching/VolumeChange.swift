/// What one look at a volume found different from the look before. Names; never a value or a digest.
package struct VolumeChange: Equatable, Sendable {
    /// What readers see now, without the two dots; nil for a directory that has no `..data`.
    package var generation: String?
    /// What they saw before.
    package var previous: String?
    /// Files with other bytes, another mode or another owner. Sorted, as the others are.
    package var changed: [VolumePath] = []
    package var added: [VolumePath] = []
    package var removed: [VolumePath] = []

    package init(generation: String?, previous: String?) {
        self.generation = generation
        self.previous = previous
    }

    package var isEmpty: Bool { changed.isEmpty && added.isEmpty && removed.isEmpty }

    mutating func sort() {
        changed.sort()
        added.sort()
        removed.sort()
    }

    /// This change and the next one as one. A file that came and went, or went and came, is still named: whoever looked
    /// in between has seen it.
    package func merged(with next: VolumeChange) -> VolumeChange {
        var before: [VolumePath: Kind] = [:]
        for (path, kind) in kinds { before[path] = kind }
        var merged = VolumeChange(generation: next.generation, previous: previous)
        for (path, kind) in next.kinds {
            merged.append(path, Kind(before.removeValue(forKey: path), then: kind))
        }
        for (path, kind) in before { merged.append(path, kind) }
        merged.sort()
        return merged
    }

    private enum Kind {
        case changed
        case added
        case removed

        init(_ first: Kind?, then next: Kind) {
            self =
                switch (first, next) {
                case (.added, .changed): .added
                case (.removed, .added): .changed
                default: next
                }
        }
    }

    private var kinds: [(VolumePath, Kind)] {
        changed.map { ($0, .changed) } + added.map { ($0, .added) } + removed.map { ($0, .removed) }
    }

    private mutating func append(_ path: VolumePath, _ kind: Kind) {
        switch kind {
        case .changed: changed.append(path)
        case .added: added.append(path)
        case .removed: removed.append(path)
        }
    }
}
