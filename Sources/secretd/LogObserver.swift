import APIServer
import Agent
import Glibc
import KubeObjects
import Logging
import Publishing
import Synchronization

/// What the agent does, one log line each. Names, sizes and times; never a value.
final class LogObserver: VolumeObserver {
    private let logger: Logger
    /// The problems that have been logged, by feed: each is said once, and again when it comes back.
    private let known = Mutex<[String: Set<FeedProblem>]>([:])

    init(logger: Logger) {
        self.logger = logger
    }

    func observe(_ event: VolumeEvent) {
        switch event {
        case .updated(let status, let outcome, let elapsed): updated(status, outcome, elapsed)
        case .failed(let status, let error, let retryIn):
            var metadata = Self.metadata(of: status)
            metadata["error"] = "\(error)"
            if let retryIn { metadata["retryInMilliseconds"] = "\(retryIn.microseconds / 1000)" }
            if status.generation == nil {
                logger.error("volume not written", metadata: metadata)
            } else {
                logger.error("volume not written; the last good files stay", metadata: metadata)
            }
        case .removed(let target):
            let pod = target.path.dropLast().joined(separator: "/")
            logger.info("volume removed", metadata: ["pod": "\(pod)", "volume": "\(target.path.last ?? "")"])
        case .removalFailed(let path, let error):
            logger.error("volume not removed", metadata: ["path": "\(path)", "error": "\(error)"])
        case .feedProblems(let feed, let problems): tell(problems, of: feed)
        case .synced(let summary): logger.info("in sync", metadata: ["status": "\(summary)"])
        case .heard, .objectsChanged, .alive: break
        }
    }

    private func updated(_ status: VolumeStatus, _ outcome: Outcome?, _ elapsed: Duration) {
        var metadata = Self.metadata(of: status)
        if outcome?.changed == true {
            metadata["us"] = "\(elapsed.microseconds)"
            if outcome?.leftovers == true { metadata["leftovers"] = "true" }
        }
        let condition = status.condition
        if condition.state != .served {
            metadata["reason"] = "\(condition.reason)"
            if let since = status.servedSince {
                metadata["age"] = "\(HumanDuration.text(seconds: Int64(time(nil)) - since))"
            }
            metadata["error"] = "\(condition.message)"
        }
        switch (condition.state, outcome?.changed == true) {
        case (.served, true): logger.info("volume published", metadata: metadata)
        case (.served, false): logger.info("volume up to date", metadata: metadata)
        case (.partial, true):
            logger.warning("volume published in part; what is missing keeps its last good files", metadata: metadata)
        case (.partial, false):
            logger.warning("volume unresolved in part; the last good files stay", metadata: metadata)
        case (.waiting, _):
            logger.warning("volume waiting", metadata: metadata)
        case (.stale, _), (.failed, _):
            logger.warning("volume unresolved; the last good files stay", metadata: metadata)
        }
    }

    private func tell(_ problems: [FeedProblem], of feed: String) {
        let new = Set(problems)
        let old = known.withLock { known in
            let old = known[feed] ?? []
            known[feed] = new
            return old
        }
        for problem in problems where !old.contains(problem) {
            let metadata: Logger.Metadata = ["at": "\(problem.origin)", "error": "\(problem.message)"]
            switch problem.severity {
            case .error: logger.error("manifest refused; what was good before stays", metadata: metadata)
            case .warning: logger.warning("manifest warning", metadata: metadata)
            }
        }
        if new.isEmpty, !old.isEmpty { logger.info("manifests are well again", metadata: ["feed": "\(feed)"]) }
    }

    private static func metadata(of status: VolumeStatus) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "pod": "\(status.id.namespace)/\(status.id.pod)",
            "volume": "\(status.id.volume)",
            "source": "\(status.sources)",
        ]
        if let generation = status.generation {
            metadata["generation"] = "\(generation)"
            metadata["files"] = "\(status.files)"
            metadata["bytes"] = "\(status.bytes)"
        }
        return metadata
    }
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
