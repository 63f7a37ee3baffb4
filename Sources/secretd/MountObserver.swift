import Agent
import Glibc
import KubeObjects
import Projection
import Publishing
import Synchronization

/// What `secretd mount` prints: one line for each mount when all are up, then one for each change.
final class MountObserver: VolumeObserver {
    private struct State {
        var isUp = false
        var latest: [VolumeID: VolumeStatus] = [:]
        var problems: Set<FeedProblem> = []
    }

    /// TARGET as it was typed, without a slash at the end.
    private let target: String
    private let pod: Pod
    private let container: Container
    private let state = Mutex(State())

    init(target: String, pod: Pod, container: Container) {
        self.target = target
        self.pod = pod
        self.container = container
    }

    func observe(_ event: VolumeEvent) {
        switch event {
        case .updated(let status, let outcome, let elapsed):
            guard note(status) else { return }
            for path in paths(of: status) {
                print("\(path)  \(Self.summary(of: status))\(Self.change(outcome, elapsed))")
            }
        case .failed(let status, let error, _):
            guard note(status) else { return }
            let rest = status.generation == nil ? "" : "; the last good files stay"
            Output.error("secretd: \(error)\(rest)")
        case .removed(let place):
            print("\(target)/\(place)  gone from the manifest")
        case .removalFailed(let path, let error):
            Output.error("secretd: \(path) not removed: \(error)")
        case .feedProblems(_, let problems):
            let new = state.withLock { state in
                defer { state.problems = Set(problems) }
                return problems.filter { !state.problems.contains($0) }
            }
            for problem in new {
                let effect = problem.severity == .error ? "error: the last good version stays: " : "warning: "
                Output.error("secretd: \(effect)\("\(problem)".printable)")
            }
        case .synced: printAll()
        case .heard, .objectsChanged, .alive: break
        }
    }

    /// Prints a line. Where nobody reads it any more, the command has nothing left to do and ends as if it was told to.
    private func print(_ line: String) {
        if !Output.line(line.printable) { kill(getpid(), SIGTERM) }
    }

    /// Remembers `status`, and tells whether changes are printed yet.
    private func note(_ status: VolumeStatus) -> Bool {
        state.withLock { state in
            state.latest[status.id] = status
            return state.isUp
        }
    }

    private func printAll() {
        let latest = state.withLock { state -> [VolumeID: VolumeStatus]? in
            guard !state.isUp else { return nil }
            state.isUp = true
            return state.latest
        }
        guard let latest else { return }
        var rows: [[String]] = []
        for mount in container.volumeMounts {
            let id = VolumeID(namespace: pod.metadata.namespace, pod: pod.metadata.name, volume: mount.name)
            let path = "\(target)/\(mount.pathComponents.joined(separator: "/"))"
            if let status = latest[id] {
                rows.append([path, Self.summary(of: status)])
            } else {
                let kind = pod.volumes.first { $0.name == mount.name }?.sourceSummary ?? "volume"
                rows.append([path, "not served (\(kind))"])
            }
        }
        let width = rows.map(\.[0].count).max() ?? 0
        for row in rows {
            print("\(row[0])\(String(repeating: " ", count: width - row[0].count))  \(row[1])")
        }
    }

    private func paths(of status: VolumeStatus) -> [String] {
        container.volumeMounts.filter { $0.name == status.id.volume }.map { mount in
            "\(target)/\(mount.pathComponents.joined(separator: "/"))"
        }
    }

    /// `2 files  secret/kuard-tls`, and what is wrong with it.
    private static func summary(of status: VolumeStatus) -> String {
        let files = "\(status.files) file\(status.files == 1 ? "" : "s")"
        switch status.condition.state {
        case .served: return "\(files)  \(status.sources)"
        case .waiting: return "waiting  \(status.sources)  \(status.condition.message)"
        case .partial, .stale, .failed:
            let state = status.condition.state.rawValue.lowercased()
            return "\(files)  \(status.sources)  \(state): \(status.condition.message)"
        }
    }

    /// `  updated: tls.crt, tls.key  removed: old  (0.9 ms)`
    private static func change(_ outcome: Outcome?, _ elapsed: Duration) -> String {
        guard let outcome, outcome.changed else { return "" }
        var text = ""
        if !outcome.written.isEmpty { text += "  updated: \(names(outcome.written))" }
        if !outcome.removed.isEmpty { text += "  removed: \(names(outcome.removed))" }
        let tenths = elapsed.microseconds / 100
        return text + "  (\(tenths / 10).\(tenths % 10) ms)"
    }

    private static func names(_ paths: [PayloadPath]) -> String {
        let shown = paths.prefix(5).map(\.text).joined(separator: ", ")
        return paths.count > 5 ? "\(shown) and \(paths.count - 5) more" : shown
    }
}
