import KubeObjects

/// The machine, and the Pods that are kept for it.
///
/// kubectl also adds up the processors and the memory that the Pods ask for; nobody shares them out here.
/// Source: kubectl pkg/describe describeNode.
enum NodeDescription {
    /// - Parameter pods: All that have not ended.
    static func write(_ node: JSONValue, pods: [JSONValue], clock: LocalClock, to description: inout Description) {
        let metadata = node["metadata"]
        let status = node["status"]
        description.write("Name:\t\(metadata.string("name"))\n")
        description.writeList("Roles", roles(of: metadata.texts("labels")))
        description.writeLabels("Labels", metadata?["labels"])
        description.writeAnnotations("Annotations", metadata?["annotations"])
        description.write("CreationTimestamp:\t\(clock.date(metadata?["creationTimestamp"]))\n")
        description.write("Taints:\t<none>\n")
        description.write("Unschedulable:\t\(node["spec"].isTrue("unschedulable"))\n")
        writeConditions(status.list("conditions"), clock, to: &description)
        description.write("Addresses:\n")
        for address in status.list("addresses") {
            description.write("\(address.string("type")):\t\(address.string("address"))\n", level: 1)
        }
        description.write("System Info:\n")
        for (title, field) in systemInfo {
            description.write("\(title):\t\(status?["nodeInfo"].string(field) ?? "")\n", level: 1)
        }
        writePods(pods, clock, to: &description)
    }

    private static let systemInfo = [
        ("Machine ID", "machineID"), ("System UUID", "systemUUID"), ("Boot ID", "bootID"),
        ("Kernel Version", "kernelVersion"), ("OS Image", "osImage"), ("Operating System", "operatingSystem"),
        ("Architecture", "architecture"), ("Container Runtime Version", "containerRuntimeVersion"),
        ("Kubelet Version", "kubeletVersion"), ("Kube-Proxy Version", "kubeProxyVersion"),
    ]

    private static func roles(of labels: [String: String]) -> [String] {
        let prefix = "node-role.kubernetes.io/"
        let roles = labels.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        return roles.isEmpty ? [] : [roles.sorted().joined(separator: ",")]
    }

    private static func writeConditions(
        _ conditions: [JSONValue],
        _ clock: LocalClock,
        to description: inout Description
    ) {
        guard !conditions.isEmpty else { return }
        let columns = "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage"
        description.write("Conditions:\n  \(columns)\n")
        description.write("----\t------\t-----------------\t------------------\t------\t-------\n", level: 1)
        for condition in conditions {
            let cells = [
                condition.string("type"), condition.string("status"), clock.date(condition["lastHeartbeatTime"]),
                clock.date(condition["lastTransitionTime"]), condition.string("reason"),
            ]
            description.write(cells.map { "\($0) \t" }.joined() + condition.string("message") + "\n", level: 1)
        }
    }

    private static func writePods(_ pods: [JSONValue], _ clock: LocalClock, to description: inout Description) {
        description.write("Non-terminated Pods:\t(\(pods.count) in total)\n")
        description.write("Namespace\tName\t\tAge\n", level: 1)
        description.write("---------\t----\t\t---\n", level: 1)
        for pod in pods {
            let metadata = pod["metadata"]
            let age = clock.age(since: metadata?["creationTimestamp"])
            description.write("\(metadata.string("namespace"))\t\(metadata.string("name"))\t\t\(age)\n", level: 1)
        }
        description.endColumns()
    }
}
