import APIServer
import Agent
import Projection
import Publishing

/// Tells the book of what is served what volumes and feeds are doing.
struct ServedObserver: VolumeObserver {
    var book: ServedBook

    func observe(_ event: VolumeEvent) {
        switch event {
        case .updated(let status, let outcome, _):
            book.update(ServedVolume(status), files: outcome?.servedFiles, isAdopted: outcome?.changed == false)
        case .failed(let status, _, _): book.update(ServedVolume(status))
        case .removed(let target):
            if let id = ServedVolume.ID(target.path) { book.remove(id) }
        case .removalFailed(let target, let error):
            guard let id = ServedVolume.ID(target.split(separator: "/").map(String.init)) else { return }
            book.keepFailed(id, reason: "NotRemoved", message: "not removed: \(error)")
        case .feedProblems(let feed, let problems): book.note(feed: feed, problems: problems)
        case .heard(let feed, let isWhole): book.note(feed: feed, isWhole: isWhole)
        case .objectsChanged, .synced, .alive: break
        }
    }
}

extension ServedVolume.ID {
    /// Of a target in the node's layout.
    fileprivate init?(_ path: [String]) {
        guard path.count == 3 else { return nil }
        self.init(namespace: path[0], pod: path[1], volume: path[2])
    }
}

extension ServedVolume {
    init(_ status: VolumeStatus) {
        self.init(
            ID(namespace: status.id.namespace, pod: status.id.pod, volume: status.id.volume),
            sources: status.sources,
            state: State(status.condition.state),
            reason: status.condition.reason,
            message: status.condition.message,
            since: status.condition.since,
            generation: status.generation,
            files: status.files,
            bytes: status.bytes,
            servedSince: status.servedSince
        )
    }
}

extension ServedVolume.State {
    fileprivate init(_ state: VolumeCondition.State) {
        self =
            switch state {
            case .served: .served
            case .partial: .partial
            case .stale: .stale
            case .waiting: .waiting
            case .failed: .failed
            }
    }
}

extension Outcome {
    /// The live generation's files, as the book takes them.
    fileprivate var servedFiles: [ServedFile]? {
        contents.map { contents in
            contents.files.enumerated().map { index, file in
                ServedFile(
                    path: file.path.text,
                    size: file.size,
                    mode: file.mode,
                    uid: file.uid,
                    gid: file.gid,
                    hasNewBytes: contents.hasNewBytes(at: index),
                    certificate: file.content.flatMap { CertificateSummary.mayBe(in: $0) ? $0 : nil }
                )
            }
        }
    }
}
