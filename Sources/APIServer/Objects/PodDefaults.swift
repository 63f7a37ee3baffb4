import KubeObjects

/// What Kubernetes' API server fills into a Pod.
///
/// Source: k8s.io/kubernetes pkg/apis/core/v1/defaults.go. A Pod here runs on this node: there is no other.
enum PodDefaults {
    /// The status of a Pod of which nothing is known: whatever a client says, it is ours to tell.
    static let status: JSONValue = ["phase": "Pending", "qosClass": "BestEffort"]

    static func fill(_ pod: inout JSONValue, nodeName: String) {
        pod["status"] = status
        guard case .object = pod["spec"] else { return }
        var spec = pod["spec"] ?? [:]
        pod["spec"] = nil
        let defaults: [(String, JSONValue)] = [
            ("restartPolicy", "Always"), ("terminationGracePeriodSeconds", 30), ("dnsPolicy", "ClusterFirst"),
            ("schedulerName", "default-scheduler"), ("securityContext", [:]), ("enableServiceLinks", true),
            ("nodeName", .string(nodeName)),
        ]
        for (field, value) in defaults where spec[field] == nil { spec[field] = value }
        for field in ["containers", "initContainers"] {
            if let containers = spec[field]?.elements { spec[field] = .array(containers.map(container)) }
        }
        if let volumes = spec["volumes"]?.elements { spec["volumes"] = .array(volumes.map(volume)) }
        pod["spec"] = spec
    }

    private static func container(_ container: JSONValue) -> JSONValue {
        guard case .object = container else { return container }
        var container = container
        let image = container["image"]?.text ?? ""
        let tag = image.split(separator: "/").last.map(String.init) ?? image
        let isLatest = !image.contains("@") && (!tag.contains(":") || tag.hasSuffix(":latest"))
        let defaults: [(String, JSONValue)] = [
            ("terminationMessagePath", "/dev/termination-log"), ("terminationMessagePolicy", "File"),
            ("imagePullPolicy", isLatest ? "Always" : "IfNotPresent"), ("resources", [:]),
        ]
        for (field, value) in defaults where container[field] == nil { container[field] = value }
        if let ports = container["ports"]?.elements {
            container["ports"] = .array(
                ports.map { port in
                    guard case .object = port, port["protocol"] == nil else { return port }
                    var port = port
                    port["protocol"] = "TCP"
                    return port
                }
            )
        }
        return container
    }

    /// 0o644.
    private static let defaultMode: JSONValue = 420

    private static func volume(_ volume: JSONValue) -> JSONValue {
        guard case .object = volume else { return volume }
        var volume = volume
        for source in ["secret", "configMap", "downwardAPI", "projected"] {
            guard case .object = volume[source], volume.value(at: source, "defaultMode") == nil else { continue }
            volume.set(defaultMode, at: source, "defaultMode")
        }
        return volume
    }
}
