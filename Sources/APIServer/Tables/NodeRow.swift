import KubeObjects

/// The table of nodes.
///
/// Source: k8s.io/kubernetes pkg/printers/internalversion printNode.
enum NodeRow {
    static let layout = TableLayout(
        columns: [
            .name,
            TableColumn("Status", "Whether the node is ready, and takes pods."),
            TableColumn("Roles", "The roles that labels give the node."),
            .age,
            TableColumn("Version", "The version of the node's agent."),
            .wide("Internal-IP", "The node's address on its own network."),
            .wide("External-IP", "The node's address for others."),
            .wide("OS-Image", "The operating system."),
            .wide("Kernel-Version", "The kernel."),
            .wide("Container-Runtime", "What runs the containers."),
        ]
    ) { node, now in
        [
            TableLayout.name(of: node),
            .string(status(node)),
            .string(roles(node)),
            TableLayout.age(of: node, now),
            .string(information("kubeletVersion", node) ?? ""),
            .string(address("InternalIP", node)),
            .string(address("ExternalIP", node)),
            .string(information("osImage", node) ?? "<unknown>"),
            .string(information("kernelVersion", node) ?? "<unknown>"),
            .string(information("containerRuntimeVersion", node) ?? "<unknown>"),
        ]
    }

    /// `Ready,SchedulingDisabled`
    private static func status(_ node: JSONValue) -> String {
        let conditions = node.value(at: "status", "conditions")?.elements ?? []
        let ready = conditions.first { $0["type"]?.text == "Ready" }
        let state = ready.map { $0["status"]?.text == "True" ? "Ready" : "NotReady" } ?? "Unknown"
        return node.value(at: "spec", "unschedulable")?.bool == true ? "\(state),SchedulingDisabled" : state
    }

    private static func roles(_ node: JSONValue) -> String {
        let prefix = "node-role.kubernetes.io/"
        let labels = node.value(at: "metadata", "labels")?.texts ?? [:]
        var roles = Set(labels.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
        roles.insert(labels["kubernetes.io/role"] ?? "")
        roles.remove("")
        return roles.isEmpty ? "<none>" : roles.sorted().joined(separator: ",")
    }

    private static func address(_ type: String, _ node: JSONValue) -> String {
        let addresses = node.value(at: "status", "addresses")?.elements ?? []
        return addresses.first { $0["type"]?.text == type }?["address"]?.text ?? "<none>"
    }

    /// A field of `status.nodeInfo`; nil where it is missing or empty.
    private static func information(_ name: String, _ node: JSONValue) -> String? {
        let text = node.value(at: "status", "nodeInfo", name)?.text ?? ""
        return text.isEmpty ? nil : text
    }
}
