import KubeObjects

/// The `status` of a Pod: whether its volumes are ready. Its containers are run by others, if at all.
enum PodStatus {
    /// What is told of a Pod none of whose volumes secretd serves: it has nothing to do for it, and never says it is ready.
    static let noVolumes = "no volume of this Pod is secretd's"
    static let noVolumesReason = "NoVolumes"

    /// Whether none of a Pod's volumes is of a kind that secretd serves.
    static func hasNoVolumes(_ pod: JSONValue) -> Bool {
        let pullSecrets = pod.value(at: "spec", "imagePullSecrets")?.elements ?? []
        if pullSecrets.contains(where: { $0["name"]?.text?.isEmpty == false }) { return false }
        let kinds = ["secret", "configMap", "downwardAPI", "projected"]
        return (pod.value(at: "spec", "volumes")?.elements ?? []).allSatisfy { volume in
            kinds.allSatisfy { volume[$0] == nil || volume[$0] == .null }
        }
    }

    /// - Parameters:
    ///   - volumes: Those that secretd serves, sorted by name; empty where it serves none.
    ///   - before: The status so far, for the times at which conditions changed.
    ///   - now: RFC 3339.
    static func status(of pod: JSONValue, volumes: [VolumeReport], before: JSONValue?, now: String) -> JSONValue {
        let waiting = volumes.filter { $0.state == .missing && $0.isEssential }
        let isReady = waiting.isEmpty && volumes.contains { $0.state != .missing }
        let problems = volumes.filter { $0.state != .ready }
        let told = problems.map { "volume \($0.volume.goQuoted): \($0.message)" }.joined(separator: "; ")
        let message = volumes.isEmpty ? noVolumes : told
        let trouble = isReady ? (problems.isEmpty ? "" : "VolumesDegraded") : "VolumesNotReady"
        let reason = volumes.isEmpty ? noVolumesReason : trouble
        let conditions: [JSONValue] = [
            condition("PodScheduled", true, "", "", before, now),
            condition("Initialized", isReady, reason, message, before, now),
            condition("ContainersReady", isReady, reason, message, before, now),
            condition("Ready", isReady, reason, message, before, now),
        ]
        var status: JSONValue = [
            "phase": isReady ? "Running" : "Pending",
            "conditions": .array(conditions),
            "hostIP": "127.0.0.1",
            "qosClass": "BestEffort",
            "startTime": before?["startTime"] ?? .string(now),
        ]
        for (field, name) in [("containers", "containerStatuses"), ("initContainers", "initContainerStatuses")] {
            guard let containers = pod.value(at: "spec", field)?.elements, !containers.isEmpty else { continue }
            // Init containers would have run by the time that the others wait.
            if field == "initContainers", isReady { continue }
            status[name] = .array(
                containers.map {
                    container(
                        $0,
                        isReady: isReady,
                        reason: volumes.isEmpty ? noVolumesReason : "ContainerCreating",
                        message
                    )
                }
            )
        }
        return status
    }

    private static func container(
        _ container: JSONValue,
        isReady: Bool,
        reason: String,
        _ message: String
    ) -> JSONValue {
        let waiting: JSONValue =
            isReady
            ? ["reason": "VolumesReady", "message": "the volumes are ready; secretd does not run containers"]
            : ["reason": .string(reason), "message": .string(message)]
        return [
            "name": container["name"] ?? "", "image": container["image"] ?? "", "imageID": "",
            "ready": .bool(isReady), "started": .bool(false), "restartCount": 0, "lastState": [:],
            "state": ["waiting": waiting],
        ]
    }

    private static func condition(
        _ type: String,
        _ isTrue: Bool,
        _ reason: String,
        _ message: String,
        _ before: JSONValue?,
        _ now: String
    ) -> JSONValue {
        let status: JSONValue = isTrue ? "True" : "False"
        let old = before?["conditions"]?.elements?.first { $0["type"]?.text == type }
        let since = old?["status"] == status ? old?["lastTransitionTime"] : nil
        var condition: JSONValue = [
            "type": .string(type), "status": status, "lastProbeTime": .null,
            "lastTransitionTime": since ?? .string(now),
        ]
        if !reason.isEmpty { condition["reason"] = .string(reason) }
        if !message.isEmpty { condition["message"] = .string(message) }
        return condition
    }
}
