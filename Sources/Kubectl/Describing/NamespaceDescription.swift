import KubeObjects

/// A namespace. There are no quotas and no limits, which is said as kubectl says it.
///
/// Source: kubectl pkg/describe describeNamespace.
enum NamespaceDescription {
    static func write(_ namespace: JSONValue, clock: LocalClock, to description: inout Description) {
        description.writeHead(namespace, hasNamespace: false)
        description.write("Status:\t\(namespace["status"].string("phase"))\n")
        let conditions = namespace["status"].list("conditions")
        if !conditions.isEmpty {
            description.write("Conditions:\n")
            description.write("Type\tStatus\tLastTransitionTime\tReason\tMessage\n", level: 1)
            description.write("----\t------\t------------------\t------\t-------\n", level: 1)
        }
        for condition in conditions {
            let texts = ["type", "status"].map { condition.string($0) }
            let reasons = ["reason", "message"].map { condition.string($0) }
            let cells = texts + [clock.date(condition["lastTransitionTime"])] + reasons
            description.write(cells.joined(separator: "\t") + "\n", level: 1)
        }
        description.write("\nNo resource quota.\n")
        description.write("\nNo LimitRange resource.\n")
    }
}
