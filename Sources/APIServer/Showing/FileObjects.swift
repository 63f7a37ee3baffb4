import KubeObjects
import ObjectStore

/// How objects of manifest files look in the API: as Kubernetes shows the static Pods of a node.
struct FileObjects: Sendable {
    /// What marks them. Source: kubelet pkg/kubelet/types ConfigSourceAnnotationKey.
    static let annotation = "kubernetes.io/config.source"

    let nodeName: String
    /// For the age that is shown: the time at which the daemon has first seen the object.
    let now: Int64

    /// Nil for what cannot be shown.
    func body(of object: KubeObject, uid: String?, created: String?) -> JSONValue? {
        let bytes = object.json()
        guard let resource = Resource.named("\(object.kind.resource)s"),
            let parsed = bytes.withBytes({ try? JSONValue(parsing: $0) }),
            var body = try? CanonicalForm.of(parsed, resource, nodeName: nodeName)
        else { return nil }
        body.set(.string(object.metadata.namespace), at: "metadata", "namespace")
        body.set("file", at: "metadata", "annotations", Self.annotation)
        body.set(.string(created ?? Timestamp.text(now)), at: "metadata", "creationTimestamp")
        if (body.value(at: "metadata", "uid")?.text ?? "").isEmpty {
            body.set(.string(uid ?? Self.uid(of: object.key)), at: "metadata", "uid")
        }
        return body
    }

    /// A namespace that only files speak of.
    func namespace(_ name: String) -> JSONValue? {
        let object: JSONValue = [
            "metadata": [
                "name": .string(name), "uid": .string(Self.uid(of: "Namespace/\(name)")),
                "creationTimestamp": .string(Timestamp.text(now)),
                "annotations": .object([Self.annotation: "file"]),
            ]
        ]
        return try? CanonicalForm.of(object, .namespaces, nodeName: nodeName)
    }

    private static func uid(of key: ObjectKey) -> String {
        uid(of: "\(key.kind.rawValue)/\(key.namespace)/\(key.name)")
    }

    /// The same for every edit of the file and after every restart: FNV-1a of the name, as for Pods.
    static func uid(of name: String) -> String {
        var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        for byte in name.utf8 {
            hash ^= UInt128(byte)
            hash &*= 0x0000_0000_0100_0000_0000_0000_0000_013b
        }
        return ServerMetadata.uid(UInt64(truncatingIfNeeded: hash >> 64), UInt64(truncatingIfNeeded: hash))
    }
}
