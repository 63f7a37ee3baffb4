import APIServer
import Agent
import Publishing

/// Tells the API what volumes are doing.
struct ReportObserver: VolumeObserver {
    var reporter: PodReporter

    func observe(_ event: VolumeEvent) {
        switch event {
        case .updated(let status, let outcome, _):
            report(status, status.condition.message, isSwitched: outcome?.changed == true)
        case .failed(let status, let error, _): report(status, "\(error)", isSwitched: false)
        case .removed(let target):
            guard target.path.count == 3 else { return }
            reporter.remove(volume: target.path[2], namespace: target.path[0], pod: target.path[1])
        case .removalFailed, .heard, .objectsChanged, .feedProblems, .synced, .alive: break
        }
    }

    private func report(_ status: VolumeStatus, _ message: String, isSwitched: Bool) {
        let state: VolumeReport.State =
            switch status.condition.state {
            case .served: .ready
            case .partial, .stale: .degraded
            case .waiting: .missing
            case .failed: status.generation == nil ? .missing : .degraded
            }
        let report = VolumeReport(
            volume: status.id.volume,
            state: state,
            message: message,
            sources: status.sources,
            generation: status.generation,
            files: status.files,
            reason: status.condition.reason,
            isEssential: !status.isPullSecrets
        )
        reporter.report(report, isSwitched: isSwitched, namespace: status.id.namespace, pod: status.id.pod)
    }
}
