package import KubeObjects
import Synchronization

extension ServedBook {
    /// Which volumes somebody asks about.
    package struct Selection: Sendable {
        /// Nil: all of them.
        package var namespace: String?
        /// Nil: all of them.
        package var pod: String?

        package init(namespace: String? = nil, pod: String? = nil) {
            self.namespace = namespace
            self.pod = pod
        }

        func includes(_ id: ServedVolume.ID) -> Bool {
            (namespace == nil || id.namespace == namespace) && (pod == nil || id.pod == pod)
        }
    }

    /// What is new since a step.
    struct News {
        /// Sorted.
        var volumes: [ServedVolume]
        var feeds: [FeedReport]
        /// All that there are, where some have gone since.
        var remaining: Set<ServedVolume.ID>?
        var position: Position
    }

    /// How far somebody has read.
    struct Position {
        var revision: UInt64 = 0
        var removals: UInt64 = 0
    }

    /// What is new since `position`; everything from the beginning.
    func news(since position: Position, _ selection: Selection) -> News {
        state.withLock { state in
            // Whoever has read everything costs those who publish no look at every volume.
            let isNew = state.revision > position.revision || state.removals > position.removals
            guard isNew else { return News(volumes: [], feeds: [], remaining: nil, position: position) }
            let rows = state.rows.values.filter { $0.revision > position.revision && selection.includes($0.volume.id) }
            let isFirst = position.revision == 0
            return News(
                volumes: rows.map(\.volume).sorted { $0.id < $1.id },
                feeds: state.feeds.filter { isFirst || state.feedRevisions[$0.name, default: 0] > position.revision },
                remaining: state.removals > position.removals ? Set(state.rows.keys) : nil,
                position: Position(revision: state.revision, removals: state.removals)
            )
        }
    }

    /// All volumes and feeds, as the daemon answers.
    package func status(_ selection: Selection = Selection()) -> JSONValue {
        let news = news(since: Position(), selection)
        let told = notifications.withLock { $0 }().filter { told in
            selection.includes(
                ServedVolume.ID(namespace: told["namespace"]?.text ?? "", pod: told["pod"]?.text ?? "", volume: "")
            )
        }
        return [
            "volumes": .array(news.volumes.map(\.json)),
            "feeds": .array(news.feeds.map(\.json)),
            "notifications": .array(told),
        ]
    }

    /// The generations of a volume, newest first; nil for a volume that is not known.
    ///
    /// - Parameter wanted: The numbers of generations that come with their files.
    package func history(_ id: ServedVolume.ID, contentsOf wanted: Set<Int> = []) -> JSONValue? {
        guard let history = state.withLock({ $0.rows[id]?.history }) else { return nil }
        let newest = history.generations.last?.number
        let generations = history.generations.reversed().map { generation in
            var object: JSONValue = [
                "number": .integer(Int64(generation.number)), "name": .string(generation.name),
                "current": .bool(generation.number == newest), "adopted": .bool(generation.isAdopted),
                "since": .string(Timestamp.text(generation.since)), "files": .integer(Int64(generation.files)),
                "bytes": .integer(Int64(generation.bytes)),
            ]
            if let changes = history.changes(in: generation.number) {
                object["added"] = .array(changes.added.map { .string($0) })
                object["changed"] = .array(changes.changed.map { .string($0) })
                object["removed"] = .array(changes.removed.map { .string($0) })
            }
            if wanted.contains(Int(generation.number)) {
                object["contents"] = .array(history.files(of: generation.number).map(\.json))
            }
            return object
        }
        return [
            "namespace": .string(id.namespace), "pod": .string(id.pod), "volume": .string(id.volume),
            "generations": .array(generations),
        ]
    }
}

extension VolumeHistory.Version {
    fileprivate var json: JSONValue {
        let octal = String(mode, radix: 8)
        var object: JSONValue = [
            "path": .string(path), "size": .integer(Int64(size)),
            "mode": .string(String(repeating: "0", count: max(0, 4 - octal.utf8.count)) + octal),
            "uid": .integer(Int64(uid)), "gid": .integer(Int64(gid)), "changedIn": .integer(Int64(changedIn)),
        ]
        if let certificate { object["certificate"] = certificate.json }
        return object
    }
}
