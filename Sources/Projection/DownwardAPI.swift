package import KubeObjects

/// Reads fields and resources of a Pod as the texts that downward API files and environment variables hold.
///
/// Source: kubelet pkg/fieldpath/fieldpath.go ExtractFieldPathAsString; pkg/api/v1/resource ExtractContainerResourceValue.
package struct DownwardAPI {
    package var pod: Pod
    package var node: NodeFacts

    package init(pod: Pod, node: NodeFacts) {
        self.pod = pod
        self.node = node
    }

    /// - Throws: `DownwardAPIError`.
    func value(of item: DownwardAPIFile) throws(DownwardAPIError) -> String {
        if let field = item.fieldRef { return try value(of: field) }
        if let resource = item.resourceFieldRef { return try value(of: resource) }
        throw .noReference
    }

    /// The text of a field.
    /// - Throws: `DownwardAPIError.unsupportedFieldPath`.
    package func value(of field: ObjectFieldSelector) throws(DownwardAPIError) -> String {
        let metadata = pod.metadata
        switch field.fieldPath {
        case "metadata.name": return metadata.name
        case "metadata.namespace": return metadata.namespace
        case "metadata.uid": return pod.effectiveUID
        case "metadata.labels": return Self.lines(of: metadata.labels)
        case "metadata.annotations": return Self.lines(of: metadata.annotations)
        default: break
        }
        if let key = Self.subscriptKey(of: field.fieldPath, map: "metadata.labels") {
            return metadata.labels[key] ?? ""
        }
        if let key = Self.subscriptKey(of: field.fieldPath, map: "metadata.annotations") {
            return metadata.annotations[key] ?? ""
        }
        throw .unsupportedFieldPath(field.fieldPath)
    }

    /// A limit or request, divided by the divisor and rounded up. An unset limit is what the node has, an unset request
    /// is nothing.
    package func value(of selector: ResourceFieldSelector) throws(DownwardAPIError) -> String {
        guard let container = (pod.containers + pod.initContainers).first(where: { $0.name == selector.containerName })
        else { throw .containerNotFound(selector.containerName) }
        let parts = selector.resource.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, ["limits", "requests"].contains(parts[0]), Self.isResource(parts[1]) else {
            throw .unsupportedResource(selector.resource)
        }
        let written = (parts[0] == "limits" ? container.limits : container.requests)[parts[1]]
        let amount: Quantity
        if let written {
            guard let quantity = try? Quantity(parsing: written) else {
                throw .invalidQuantity(resource: selector.resource)
            }
            amount = quantity
        } else {
            amount = parts[0] == "limits" ? nodeAmount(of: parts[1]) : .zero
        }
        let divisor = selector.divisor.isEmpty ? .one : try? Quantity(parsing: selector.divisor)
        guard let divisor, divisor > .zero else { throw .invalidDivisor }
        return String(amount.divided(by: divisor))
    }

    private static func isResource(_ name: String) -> Bool {
        ["cpu", "memory", "ephemeral-storage"].contains(name) || name.hasPrefix("hugepages-")
    }

    private func nodeAmount(of resource: String) -> Quantity {
        let amount: Int64 =
            switch resource {
            case "cpu": Int64(node.processors)
            case "memory": node.memory
            case "ephemeral-storage": node.ephemeralStorage
            default: 0
            }
        return (try? Quantity(parsing: String(amount))) ?? .zero
    }

    /// The `key` of `metadata.labels['key']`; nil where the path is no subscript of `map`.
    private static func subscriptKey(of path: String, map: String) -> String? {
        guard path.hasPrefix(map + "['"), path.hasSuffix("']") else { return nil }
        let key = path.dropFirst(map.count + 2).dropLast(2)
        return key.isEmpty ? nil : String(key)
    }

    /// One `key="value"` line for each pair, sorted, without a newline at the end.
    private static func lines(of map: [String: String]) -> String {
        map.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.goQuoted)" }.joined(separator: "\n")
    }
}
