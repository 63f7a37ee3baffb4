import KubeObjects

/// The environment of a container: where its values come from, and those that are written in the Pod.
///
/// Source: kubectl pkg/describe describeContainerEnvVars, describeContainerEnvFrom.
struct EnvironmentDescription {
    var pod: JSONValue
    var container: JSONValue

    func write(to description: inout Description) {
        writeSources(to: &description)
        let variables = container.list("env")
        description.write("Environment:\(variables.isEmpty ? "\t<none>" : "")\n", level: 2)
        for variable in variables {
            let name = variable.string("name")
            guard let source = variable["valueFrom"], source.members != nil else {
                let lines = variable.string("value").split(separator: "\n", omittingEmptySubsequences: false)
                description.write("\(name):\t\(lines[0])\n", level: 3)
                for line in lines.dropFirst() { description.write("\t\(line)\n", level: 3) }
                continue
            }
            if let text = text(of: source) { description.write("\(name):\t\(text)\n", level: 3) }
        }
    }

    private func writeSources(to description: inout Description) {
        let sources = container.list("envFrom")
        guard !sources.isEmpty else { return }
        description.write("Environment Variables from:\n", level: 2)
        for source in sources {
            let kinds = [("ConfigMap", source["configMapRef"]), ("Secret", source["secretRef"])]
            let (kind, reference) = kinds.first { $0.1?.members != nil } ?? ("", nil)
            let prefix = source.string("prefix")
            let from = prefix.isEmpty ? kind : "\(kind) with prefix '\(prefix)'"
            let cells = [reference.string("name"), from, "Optional: \(reference.isTrue("optional"))"]
            description.write(cells.joined(separator: "\t") + "\n", level: 3)
        }
    }

    /// Nil for a source that kubectl does not know.
    private func text(of source: JSONValue) -> String? {
        if let field = source["fieldRef"], field.members != nil {
            let path = field.string("fieldPath")
            // kubectl knows no other field; the others are for whoever runs the container.
            let known = ["metadata.name": "name", "metadata.namespace": "namespace"][path]
            let value = known.map(pod["metadata"].string) ?? ""
            return "\(value) (\(field.string("apiVersion")):\(path))"
        }
        if let resource = source["resourceFieldRef"], resource.members != nil {
            let name = resource.string("resource")
            return "\(amount(of: name, divisor: resource["divisor"])) (\(name))"
        }
        if let key = source["secretKeyRef"], key.members != nil {
            return "<set to the key '\(key.string("key"))' in secret '\(key.string("name"))'>"
                + "\tOptional: \(key.isTrue("optional"))"
        }
        if let key = source["configMapKeyRef"], key.members != nil {
            return "<set to the key '\(key.string("key"))' of config map '\(key.string("name"))'>"
                + "\tOptional: \(key.isTrue("optional"))"
        }
        return nil
    }

    /// The amount of `limits.cpu` and the like that the container asks for, as the variable will have it.
    ///
    /// Source: k8s.io/kubectl pkg/util/resource ExtractContainerResourceValue.
    private func amount(of resource: String, divisor: JSONValue?) -> String {
        let parts = resource.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, ["limits", "requests"].contains(parts[0]),
            ["cpu", "memory", "ephemeral-storage"].contains(parts[1]) || parts[1].hasPrefix("hugepages-")
        else { return "" }
        let quantity = ResourceAmounts.quantity(container["resources"]?[parts[0]]?[parts[1]]) ?? .zero
        let amount = quantity.divided(by: ResourceAmounts.quantity(divisor) ?? .one)
        return amount == 0 && ["limits.cpu", "limits.memory"].contains(resource) ? "node allocatable" : "\(amount)"
    }
}
