import KubeObjects
import Synchronization

@testable import Notifying

/// Volumes in a dictionary: `default/web/tls` to files; nil for one that is not ready.
final class MemoryCredentials: CredentialSource {
    let volumes: Mutex<[String: [String: String]?]>

    /// How often somebody has looked.
    let questions = Mutex(0)

    init(_ volumes: [String: [String: String]?]) {
        self.volumes = Mutex(volumes)
    }

    func look(for file: String, namespace: String, pod: String, volume: String?, isLate: Bool) -> CredentialLookup {
        questions.withLock { $0 += 1 }
        let prefix = "\(namespace)/\(pod)/" + (volume ?? "")
        let meant = volumes.withLock { $0 }.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
        guard !meant.isEmpty else { return .notReady("not known") }
        var isMissing = false
        for (name, files) in meant {
            guard let files else {
                guard isLate else { return .notReady("waiting") }
                isMissing = true
                continue
            }
            if let text = files[file] { return .found(SecretBytes(utf8: text), volume: name, generation: "1") }
        }
        if isMissing { return .notReady("waiting") }
        return .missing("no such file")
    }
}
