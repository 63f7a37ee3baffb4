import KubeObjects

/// A Pod with its containers and volumes.
///
/// Source: kubectl pkg/describe describePod.
enum PodDescription {
    static func write(_ pod: JSONValue, clock: LocalClock, to description: inout Description) {
        let metadata = pod["metadata"]
        let spec = pod["spec"]
        let status = pod["status"]
        description.write("Name:\t\(metadata.string("name"))\n")
        description.write("Namespace:\t\(metadata.string("namespace"))\n")
        if spec?["priority"]?.integer != nil { description.write("Priority:\t\(spec.number("priority"))\n") }
        writeField("Priority Class Name", spec.string("priorityClassName"), to: &description)
        writeField("Runtime Class Name", spec.string("runtimeClassName"), to: &description)
        writeField("Service Account", spec.string("serviceAccountName"), to: &description)
        let node = spec.string("nodeName")
        description.write("Node:\t\(node.isEmpty ? "<none>" : "\(node)/\(status.string("hostIP"))")\n")
        if let start = status?["startTime"], start.text != nil {
            description.write("Start Time:\t\(clock.date(start))\n")
        }
        description.writeLabels("Labels", metadata?["labels"])
        description.writeAnnotations("Annotations", metadata?["annotations"])
        writeStatus(pod, clock, to: &description)
        SeccompLines.write(spec?["securityContext"], level: 0, to: &description)
        description.write("IP:\t\(status.string("podIP"))\n")
        let addresses = status.list("podIPs")
        description.write(addresses.isEmpty ? "IPs:\t<none>\n" : "IPs:\n")
        for address in addresses { description.write("IP:\t\(address.string("ip"))\n", level: 1) }
        if let owner = metadata.list("ownerReferences").first(where: { $0.isTrue("controller") }) {
            description.write("Controlled By:\t\(owner.string("kind"))/\(owner.string("name"))\n")
        }
        writeField("NominatedNodeName", status.string("nominatedNodeName"), to: &description)
        writeContainers(pod, clock, to: &description)
        writeConditions(pod, to: &description)
        VolumeDescription.write(spec.list("volumes"), to: &description)
        let qos = status.string("qosClass")
        description.write("QoS Class:\t\(qos.isEmpty ? "BestEffort" : qos)\n")
        description.writeLabels("Node-Selectors", spec?["nodeSelector"])
        description.writeList("Tolerations", TolerationLine.lines(spec.list("tolerations")))
        let constraints = SpreadLine.lines(spec.list("topologySpreadConstraints"))
        if !constraints.isEmpty { description.writeList("Topology Spread Constraints", constraints) }
    }

    /// A line that is not there where the field is empty.
    private static func writeField(_ title: String, _ text: String, to description: inout Description) {
        if !text.isEmpty { description.write("\(title):\t\(text)\n") }
    }

    private static func writeStatus(_ pod: JSONValue, _ clock: LocalClock, to description: inout Description) {
        let status = pod["status"]
        let phase = status.string("phase")
        if let end = pod.value(at: "metadata", "deletionTimestamp"), end.text != nil, phase != "Failed",
            phase != "Succeeded"
        {
            description.write("Status:\tTerminating (lasts \(clock.age(since: end)))\n")
            let grace = pod["metadata"].number("deletionGracePeriodSeconds")
            description.write("Termination Grace Period:\t\(grace)s\n")
        } else {
            description.write("Status:\t\(phase)\n")
        }
        writeField("Reason", status.string("reason"), to: &description)
        writeField("Message", status.string("message"), to: &description)
    }

    private static func writeContainers(_ pod: JSONValue, _ clock: LocalClock, to description: inout Description) {
        let spec = pod["spec"]
        let status = pod["status"]
        let groups = [
            ("Init Containers", "initContainers", "initContainerStatuses"),
            ("Containers", "containers", "containerStatuses"),
            ("Ephemeral Containers", "ephemeralContainers", "ephemeralContainerStatuses"),
        ]
        for (title, field, statusField) in groups {
            let containers = spec.list(field)
            guard field == "containers" || !containers.isEmpty else { continue }
            description.write("\(title):\(containers.isEmpty ? " <none>" : "")\n")
            let statuses = Dictionary(
                status.list(statusField).map { ($0.string("name"), $0) },
                uniquingKeysWith: { _, last in last }
            )
            for container in containers {
                let status = statuses[container.string("name")]
                ContainerDescription(pod: pod, container: container, status: status, clock: clock)
                    .write(to: &description)
            }
        }
    }

    private static func writeConditions(_ pod: JSONValue, to description: inout Description) {
        let conditions = pod["status"].list("conditions")
        let gates = pod["spec"].list("readinessGates").map { gate in
            let type = gate.string("conditionType")
            return (type, conditions.first { $0.string("type") == type }?.string("status") ?? "<none>")
        }
        let states = conditions.map { ($0.string("type"), $0.string("status")) }
        for (title, rows) in [("Readiness Gates", gates), ("Conditions", states)] where !rows.isEmpty {
            description.write("\(title):\n  Type\tStatus\n")
            for (type, status) in rows { description.write("\(type) \t\(status) \n", level: 1) }
        }
    }
}
