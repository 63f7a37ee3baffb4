import KubeObjects

/// The one form in which an object is stored and compared: without nulls, with the defaults that Kubernetes' API server fills
/// in, Secrets' `stringData` folded into `data`.
enum CanonicalForm {
    /// - Throws: `APIError` 400 for values that are no base64.
    static func of(_ object: JSONValue, _ resource: Resource, nodeName: String) throws(APIError) -> JSONValue {
        var object = object
        if resource == .secrets || resource == .configMaps { object = emptyForNull(object) }
        object = withoutNulls(object)
        object["apiVersion"] = "v1"
        object["kind"] = .string(resource.kind)
        if object["metadata"] == nil { object["metadata"] = [:] }
        for field in ["labels", "annotations", "finalizers", "ownerReferences", "managedFields"] {
            dropEmpty(&object, "metadata", field)
        }
        for field in ["generateName", "selfLink", "uid", "resourceVersion"]
        where object.value(at: "metadata", field) == "" {
            object.set(nil, at: "metadata", field)
        }
        switch resource {
        case .secrets: try fold(&object)
        case .configMaps: try checkBase64(object["binaryData"], resource.kind)
        case .pods: PodDefaults.fill(&object, nodeName: nodeName)
        case .namespaces: fillNamespace(&object)
        default: break
        }
        for field in ["data", "binaryData"] where object[field] == [:] { object[field] = nil }
        if object["status"] == [:] { object["status"] = nil }
        return object
    }

    /// A null value in `data` is an empty one.
    private static func emptyForNull(_ object: JSONValue) -> JSONValue {
        var object = object
        for field in ["data", "stringData", "binaryData"] {
            guard let members = object[field]?.members else { continue }
            object[field] = .object(members.mapValues { $0 == .null ? "" : $0 })
        }
        return object
    }

    private static func withoutNulls(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(members.compactMapValues { $0 == .null ? nil : withoutNulls($0) })
        case .array(let elements): .array(elements.map(withoutNulls))
        default: value
        }
    }

    private static func dropEmpty(_ object: inout JSONValue, _ outer: String, _ field: String) {
        let value = object.value(at: outer, field)
        if value == [:] || value == [] { object.set(nil, at: outer, field) }
    }

    /// Source: k8s.io/kubernetes pkg/apis/core/v1/conversion.go, defaults.go SetDefaults_Secret.
    private static func fold(_ secret: inout JSONValue) throws(APIError) {
        var data = try canonicalBase64(secret["data"], "Secret")
        if let texts = secret["stringData"]?.members {
            for (key, text) in texts { data[key] = .string(base64(SecretBytes(utf8: text.text ?? ""))) }
            secret["stringData"] = nil
        }
        secret["data"] = data.isEmpty ? nil : .object(data)
        if (secret["type"]?.text ?? "").isEmpty { secret["type"] = "Opaque" }
        if secret["immutable"] == false { secret["immutable"] = false }
    }

    private static func canonicalBase64(_ map: JSONValue?, _ kind: String) throws(APIError) -> [String: JSONValue] {
        var canonical: [String: JSONValue] = [:]
        for (key, value) in map?.members ?? [:] {
            let text = value.text ?? ""
            let bytes: SecretBytes
            do throws(Base64Error) {
                bytes = try Base64.decode(text)
            } catch {
                throw .undecodable(kind, "\(error)")
            }
            // Line breaks within it are allowed, and not kept.
            canonical[key] = Base64.encodedCount(bytes.count) == text.utf8.count ? value : .string(base64(bytes))
        }
        return canonical
    }

    private static func checkBase64(_ map: JSONValue?, _ kind: String) throws(APIError) {
        _ = try canonicalBase64(map, kind)
    }

    private static func base64(_ bytes: SecretBytes) -> String {
        let count = Base64.encodedCount(bytes.count)
        return String(unsafeUninitializedCapacity: count) { buffer in
            bytes.withBytes { Base64.encode($0, into: UnsafeMutableRawBufferPointer(buffer)) }
            return count
        }
    }

    /// Source: k8s.io/kubernetes pkg/registry/core/namespace/strategy.go PrepareForCreate.
    private static func fillNamespace(_ namespace: inout JSONValue) {
        if let name = namespace.value(at: "metadata", "name"), name != "" {
            namespace.set(name, at: "metadata", "labels", "kubernetes.io/metadata.name")
        }
        namespace["spec"] = ["finalizers": ["kubernetes"]]
        if namespace.value(at: "status", "phase") == nil { namespace.set("Active", at: "status", "phase") }
    }
}
