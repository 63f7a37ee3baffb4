import KubeObjects
import Kubectl
import Notifying

extension NotifyReport {
    /// As the daemon answers.
    var json: JSONValue {
        ServedNotification(
            rule: rule,
            action: action,
            namespace: volume.namespace,
            pod: volume.pod,
            volume: volume.volume,
            generation: generation,
            state: state.rawValue,
            since: since / 1000,
            attempts: attempts,
            error: error ?? ""
        ).json
    }
}
