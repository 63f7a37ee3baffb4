import KubeObjects

/// Objects as kind, API version and metadata alone, which is what some clients ask for.
///
/// Metadata holds the annotations, and those may hold a whole manifest with the data of a Secret.
/// Source: k8s.io/apimachinery pkg/apis/meta/v1 PartialObjectMetadata, PartialObjectMetadataList.
enum PartialMetadata {
    /// - Parameter version: Of the group `meta.k8s.io`.
    static func of(_ object: JSONValue, version: String = "v1") -> JSONValue {
        [
            "kind": "PartialObjectMetadata",
            "apiVersion": .string("meta.k8s.io/\(version)"),
            "metadata": object["metadata"] ?? [:],
        ]
    }

    /// - Parameter metadata: That of the list.
    static func list(_ objects: [JSONValue], metadata: JSONValue, version: String = "v1") -> JSONValue {
        [
            "kind": "PartialObjectMetadataList",
            "apiVersion": .string("meta.k8s.io/\(version)"),
            "metadata": metadata,
            "items": .array(objects.map { of($0, version: version) }),
        ]
    }
}
