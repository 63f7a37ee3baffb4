import KubeObjects

/// What a table says of a pod: how many containers are ready, one word for its state, how often they were restarted.
///
/// Source: k8s.io/kubernetes pkg/printers/internalversion printPod.
struct PodSummary: Hashable, Sendable {
    private(set) var readyCount = 0
    /// Containers, and those init containers that keep running beside them.
    private(set) var totalCount: Int
    private(set) var reason: String
    private(set) var restarts: Int64 = 0
    /// When the last restart was due, in seconds since 1970.
    private(set) var lastRestart: Int64?

    init(_ pod: JSONValue) {
        let status = pod["status"] ?? [:]
        let spec = pod["spec"] ?? [:]
        let initContainers = spec["initContainers"]?.elements ?? []
        // Containers that stay are marked by a restart policy of their own.
        let staying = Set(
            initContainers.filter { $0["restartPolicy"]?.text == "Always" }.map { $0["name"]?.text ?? "" }
        )
        totalCount = (spec["containers"]?.elements ?? []).count + staying.count
        reason = Self.plainReason(status)

        let initializers = (status["initContainerStatuses"]?.elements ?? []).map(ContainerSummary.init)
        let isInitializing = addInitializers(initializers, staying: staying, of: initContainers.count)
        if !isInitializing || Self.hasTrueCondition("Initialized", status) {
            // The restarts while the pod was set up no longer count.
            restarts = 0
            lastRestart = nil
            initializers.filter { staying.contains($0.name) }.forEach { addRestarts($0) }
            addContainers((status["containerStatuses"]?.elements ?? []).map(ContainerSummary.init), status)
        }
        if Self.isBeingDeleted(pod) { reason = Self.reasonOfDeletion(status) ?? reason }
    }

    /// `0/1`
    var ready: String { "\(readyCount)/\(totalCount)" }

    /// `2`, or with the time of the last one `2 (5m ago)`.
    func restartText(now: Int64) -> String {
        guard restarts != 0, let lastRestart else { return "\(restarts)" }
        return "\(restarts) (\(HumanDuration.text(seconds: now - lastRestart)) ago)"
    }

    /// The first address of a pod; empty where it has none.
    static func address(of pod: JSONValue) -> String {
        let first = pod.value(at: "status", "podIPs")?.elements?.first?["ip"]?.text ?? ""
        return first.isEmpty ? pod.value(at: "status", "podIP")?.text ?? "" : first
    }

    static func hasTrueCondition(_ type: String, _ status: JSONValue) -> Bool {
        let conditions = status["conditions"]?.elements ?? []
        return conditions.first { $0["type"]?.text == type }?["status"]?.text == "True"
    }

    /// Goes through the init containers up to the first that is not done.
    ///
    /// - Returns: Whether there is such a one.
    private mutating func addInitializers(
        _ containers: [ContainerSummary],
        staying: Set<String>,
        of total: Int
    ) -> Bool {
        for (index, container) in containers.enumerated() {
            addRestarts(container)
            if let end = container.end, end.exitCode == 0 { continue }
            if staying.contains(container.name), container.isStarted {
                if container.isReady { readyCount += 1 }
                continue
            }
            if let end = container.end {
                reason = "Init:\(end.text)"
            } else if !["", "PodInitializing"].contains(container.waitingReason) {
                reason = "Init:\(container.waitingReason)"
            } else {
                reason = "Init:\(index)/\(total)"
            }
            return true
        }
        return false
    }

    private mutating func addContainers(_ containers: [ContainerSummary], _ status: JSONValue) {
        var isAnyRunning = false
        // From the last, so that of several reasons the first container's stays.
        for container in containers.reversed() {
            addRestarts(container)
            if !container.waitingReason.isEmpty {
                reason = container.waitingReason
            } else if let end = container.end {
                reason = end.text
            } else if container.isReady, container.isRunning {
                isAnyRunning = true
                readyCount += 1
            }
        }
        guard reason == "Completed", isAnyRunning else { return }
        reason = Self.hasTrueCondition("Ready", status) ? "Running" : "NotReady"
    }

    private mutating func addRestarts(_ container: ContainerSummary) {
        restarts += container.restarts
        lastRestart = [lastRestart, container.lastFinished].compactMap(\.self).max()
    }

    private static func plainReason(_ status: JSONValue) -> String {
        let isGated = (status["conditions"]?.elements ?? []).contains {
            $0["type"]?.text == "PodScheduled" && $0["reason"]?.text == "SchedulingGated"
        }
        if isGated { return "SchedulingGated" }
        let reason = status["reason"]?.text ?? ""
        return reason.isEmpty ? status["phase"]?.text ?? "" : reason
    }

    private static func isBeingDeleted(_ pod: JSONValue) -> Bool {
        pod.value(at: "metadata", "deletionTimestamp")?.text != nil
    }

    /// Nil for a pod that had ended before: how it ended is the better word.
    private static func reasonOfDeletion(_ status: JSONValue) -> String? {
        if status["reason"]?.text == "NodeLost" { return "Unknown" }
        return ["Succeeded", "Failed"].contains(status["phase"]?.text) ? nil : "Terminating"
    }
}
