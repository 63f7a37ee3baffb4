import Agent
import Publishing
import Synchronization

/// The volumes as observers were told of them last: whoever is woken by an event sees what it has told.
final class CredentialVolumes: Sendable {
    private let statuses = Mutex<[VolumeID: VolumeStatus]>([:])

    /// Those of one Pod, by name.
    func volumes(namespace: String, pod: String) -> [VolumeStatus] {
        statuses.withLock { $0.values.filter { $0.id.namespace == namespace && $0.id.pod == pod } }
            .sorted { $0.id < $1.id }
    }

    func update(_ status: VolumeStatus) { statuses.withLock { $0[status.id] = status } }

    func remove(_ target: VolumeTarget) {
        statuses.withLock { statuses in
            statuses = statuses.filter { !$0.value.targets.contains { $0.path == target.path } }
        }
    }
}
