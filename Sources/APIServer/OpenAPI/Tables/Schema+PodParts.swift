extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go ResourceRequirements, ObjectFieldSelector, ResourceFieldSelector, KeyToPath.
    static let podParts: [Schema] = [
        Schema(
            core: "ResourceRequirements",
            "Resources of a container.",
            [
                SchemaField("claims", .list(.open), "Devices, by the names of the pod's resourceClaims."),
                SchemaField("limits", .map(.quantity), "The most that it may use."),
                SchemaField("requests", .map(.quantity), "The least that it needs."),
            ]
        ),
        Schema(
            core: "ObjectFieldSelector",
            "Names a field of the pod.",
            [
                SchemaField("apiVersion", .text, "The version in which the field is named: v1."),
                SchemaField("fieldPath", .text, "The field, such as metadata.labels['app'].", .required),
            ]
        ),
        Schema(
            core: "ResourceFieldSelector",
            "Names a resource of a container.",
            [
                SchemaField("containerName", .text, "The container. Needed in volumes."),
                SchemaField("divisor", .quantity, "The unit to count in; 1 if not given."),
                SchemaField("resource", .text, "The resource, such as limits.memory.", .required),
            ]
        ),
        Schema(
            core: "KeyToPath",
            "A key that becomes a file.",
            [
                SchemaField("key", .text, "The key of the value.", .required),
                SchemaField("mode", .int32, "The file's permission bits; the volume's defaultMode if not given."),
                SchemaField(
                    "path",
                    .text,
                    "Where the file lies below the mount. Relative, and without '..'.",
                    .required
                ),
            ]
        ),
    ]
}
