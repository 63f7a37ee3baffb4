import APIServer
package import KubeObjects

/// Follows the daemon's stream of one Pod until a condition holds.
package struct ServedWait {
    package let namespace: String
    package let pod: String
    /// The one volume that is meant; nil: all of the Pod's.
    package let volume: String?
    package let condition: WaitCondition
    private var volumes: [ServedVolume.ID: ServedVolume] = [:]
    private var isSynced = false

    package init(namespace: String, pod: String, volume: String?, condition: WaitCondition) {
        self.namespace = namespace
        self.pod = pod
        self.volume = volume
        self.condition = condition
    }

    /// The daemon is asked anew: what an earlier one has told counts no more.
    package mutating func restart() {
        volumes = [:]
        isSynced = false
    }

    package mutating func take(_ event: JSONValue) {
        let object = event["object"] ?? .null
        switch event["type"]?.text {
        case "VOLUME":
            guard let volume = ServedVolume(object), isMeant(volume.id) else { return }
            volumes[volume.id] = volume
        case "REMOVED":
            let id = ServedVolume.ID(
                namespace: object["namespace"]?.text ?? "",
                pod: object["pod"]?.text ?? "",
                volume: object["volume"]?.text ?? ""
            )
            volumes[id] = nil
        case "SYNCED": isSynced = true
        default: break
        }
    }

    private func isMeant(_ id: ServedVolume.ID) -> Bool {
        id.namespace == namespace && id.pod == pod && (volume == nil || id.volume == volume)
    }

    /// Whether all volumes that the daemon has told of meet the condition, and there are any.
    package var isMet: Bool { isSynced && !volumes.isEmpty && shortcomings.isEmpty }

    /// Where the daemon has the Pod's object.
    package var objectPath: String {
        "/api/v1/namespaces/\(RequestPath.encoded(namespace))/pods/\(RequestPath.encoded(pod))"
    }

    /// Those of a Pod's volumes that the daemon will tell of and has not yet; a new Pod's volumes come one by one.
    ///
    /// - Parameter pod: The object.
    package func untold(of pod: JSONValue) -> [String] {
        guard volume == nil else { return [] }
        let kinds = ["secret", "configMap", "downwardAPI", "projected"]
        return (pod["spec"]?["volumes"]?.elements ?? []).compactMap { volume in
            guard let name = volume["name"]?.text, kinds.contains(where: { (volume[$0] ?? .null) != .null }) else {
                return nil
            }
            return volumes.keys.contains { $0.volume == name } ? nil : name
        }
    }

    private var shortcomings: [String] {
        volumes.values.sorted { $0.id < $1.id }.compactMap { volume in
            condition.shortcoming(of: volume).map { "volume \(volume.id.volume): \($0)" }
        }
    }

    /// What is missing, for people.
    package var missing: String {
        guard isSynced else { return "the daemon is not running" }
        guard volumes.isEmpty else { return shortcomings.joined(separator: "; ") }
        guard let volume else { return "the daemon knows no Pod \("\(namespace)/\(pod)".goQuoted)" }
        return "the daemon knows no volume \("\(namespace)/\(pod)/\(volume)".goQuoted)"
    }

    /// A line for each thing that was waited for.
    package var lines: [String] {
        let name = volume.map { "pod/\(pod)/\($0)" } ?? "pod/\(pod)"
        guard condition != .ready else { return ["\(name) ready"] }
        let several = volumes.count > 1
        return volumes.values.sorted { $0.id < $1.id }.map { row in
            let number = if case .number = condition { row.number.map { "\($0)" } } else { row.generation }
            return "\(several ? "\(name)/\(row.id.volume)" : name) generation \(number ?? "-")"
        }
    }
}
