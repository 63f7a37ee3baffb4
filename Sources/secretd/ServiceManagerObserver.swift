import Agent
import LinuxSystem

/// Tells the service manager what it asks of a service: ready, status, and that the agent's loop is alive.
struct ServiceManagerObserver: VolumeObserver {
    var manager: ServiceManager

    func observe(_ event: VolumeEvent) {
        switch event {
        case .synced(let summary):
            // Missing Secrets do not hold READY back: STATUS says how many volumes wait.
            manager.ready(status: "\(summary)")
            ProcessHardening.releaseFreeMemory()
        case .alive(let summary): manager.notify("WATCHDOG=1\nSTATUS=\(summary)")
        case .updated, .failed, .removed, .removalFailed, .heard, .objectsChanged, .feedProblems: break
        }
    }
}
