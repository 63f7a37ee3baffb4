import Agent
import KubeObjects
import Notifying
import Projection
import Publishing

/// Credentials out of the volumes that the daemon serves.
struct PublishedCredentials: CredentialSource {
    var reader: any LiveReader
    var volumes: CredentialVolumes

    func look(for file: String, namespace: String, pod: String, volume: String?, isLate: Bool) -> CredentialLookup {
        let place = "\(namespace)/\(pod)"
        let all = volumes.volumes(namespace: namespace, pod: pod)
        // Registry logins are the host's: no unit's unless a rule names them.
        let meant = all.filter { volume == nil ? !$0.isPullSecrets : $0.id.volume == volume }
        guard !all.isEmpty else { return .notReady("the Pod \(place) is not known") }
        guard !meant.isEmpty else { return .notReady("the Pod \(place) has no volume \((volume ?? "").goQuoted)") }
        guard let path = try? PayloadPath(file) else { return .missing("\(file.goQuoted) is no path of a file") }
        var absence: String?
        for status in meant {
            let name = "\(place)/\(status.id.volume)"
            guard status.generation != nil, let target = status.targets.first else {
                absence = absence ?? "volume \(name): \(status.condition.message)"
                if isLate { continue }
                break
            }
            do throws(PublishError) {
                if let content = try reader.read(path, in: target, limit: CredentialPolicy.largest) {
                    return .found(content.bytes, volume: name, generation: content.generation.text)
                }
            } catch {
                return .missing("volume \(name): \(error)")
            }
        }
        if let absence { return .notReady(absence) }
        let holder = meant.count == 1 ? "volume \(place)/\(meant[0].id.volume)" : "no volume of the Pod \(place)"
        return .missing("\(holder) has \(meant.count == 1 ? "no" : "a") file \(file.goQuoted)")
    }
}
