import Agent
import Notifying

/// Keeps the list of volumes for credentials, and wakes units that wait for one.
struct CredentialObserver: VolumeObserver {
    var volumes: CredentialVolumes
    var server: CredentialServer

    func observe(_ event: VolumeEvent) {
        switch event {
        case .updated(let status, _, _), .failed(let status, _, _): volumes.update(status)
        case .removed(let target): volumes.remove(target)
        case .removalFailed, .feedProblems, .heard, .objectsChanged, .alive: return
        case .synced:
            server.volumesSynced()
            return
        }
        server.volumesChanged()
    }
}
