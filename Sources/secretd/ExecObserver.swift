import Agent
import Containers
import Publishing

/// Tells whoever runs a container's command that something may be new to it.
struct ExecObserver: VolumeObserver {
    var server: ExecServer

    func observe(_ event: VolumeEvent) {
        switch event {
        // What is published after a failure follows from no object.
        case .updated(_, let outcome, _) where outcome?.changed == true: server.changed()
        case .objectsChanged, .synced: server.changed()
        case .updated, .failed, .removed, .removalFailed, .heard, .feedProblems, .alive: break
        }
    }
}
