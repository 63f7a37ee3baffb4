import KubeObjects

/// Reads fields and resources of a Pod as the texts that downward API files hold.
///
/// Source: kubelet pkg/fieldpath/fieldpath.go ExtractFieldPathAsString; pkg/api/v1/resource ExtractContainerResourceValue.
struct DownwardAPI {
    var pod: Pod
    var node: NodeFacts

    /// - Throws: `DownwardAPIError`.
    func value(of item: DownwardAPIFile) throws(DownwardAPIError) -> String {
        if let field = item.fieldRef { return try value(of: field) }
        if let resource = item.resourceFieldRef { return try value(of: resource) }
        throw .noReference
    }

    private func value(of field: ObjectFieldSelector) throws(DownwardAPIError) -> String {
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

    private func value(of resource: ResourceFieldSelector) throws(DownwardAPIError) -> String {
        throw .unsupportedResource(resource.resource)
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
