import KubeObjects

/// The table of pods.
enum PodRow {
    static let layout = TableLayout(
        columns: [
            .name,
            TableColumn("Ready", "How many containers are ready, of how many."),
            TableColumn("Status", "The state of the pod in one word."),
            TableColumn("Restarts", "How often containers were restarted."),
            .age,
            .wide("IP", "The pod's first address."),
            .wide("Node", "The machine that the pod runs on."),
            .wide("Nominated Node", "The machine that is being cleared for the pod."),
            .wide("Readiness Gates", "How many of the extra conditions for readiness hold."),
        ]
    ) { pod, now in
        let summary = PodSummary(pod)
        return [
            TableLayout.name(of: pod),
            .string(summary.ready),
            .string(summary.reason),
            .string(summary.restartText(now: now)),
            TableLayout.age(of: pod, now),
            shown(PodSummary.address(of: pod)),
            shown(pod.value(at: "spec", "nodeName")?.text),
            shown(pod.value(at: "status", "nominatedNodeName")?.text),
            shown(readinessGates(pod)),
        ]
    }

    private static func shown(_ text: String?) -> JSONValue {
        guard let text, !text.isEmpty else { return "<none>" }
        return .string(text)
    }

    /// `1/2`; nil where the pod has no gates.
    private static func readinessGates(_ pod: JSONValue) -> String? {
        let gates = pod.value(at: "spec", "readinessGates")?.elements ?? []
        if gates.isEmpty { return nil }
        let status = pod["status"] ?? [:]
        let open = gates.filter { PodSummary.hasTrueCondition($0["conditionType"]?.text ?? "", status) }
        return "\(open.count)/\(gates.count)"
    }
}
