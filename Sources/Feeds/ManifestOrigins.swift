import KubeObjects
import Synchronization

/// Which file each object comes from, for those who ask from other threads.
final class ManifestOrigins: Sendable {
    private let files = Mutex<[ObjectKey: String]>([:])

    func file(of key: ObjectKey) -> String? { files.withLock { $0[key] } }

    /// Takes in what the index says of these objects.
    func update(_ keys: [ObjectKey], from index: ManifestIndex) {
        files.withLock { files in
            for key in keys { files[key] = index.origin(of: key) }
        }
    }
}
