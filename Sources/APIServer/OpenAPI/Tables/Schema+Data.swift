extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go Secret, ConfigMap.
    static let data: [Schema] = [
        Schema(
            object: "Secret",
            "Small pieces of data that must not be seen by everyone, such as passwords, tokens and keys. All values "
                + "together have at most 1 MiB.",
            [
                SchemaField(
                    "data",
                    .map(.bytes),
                    "The values by key, in base64. A key has letters, digits, '-', '_' and '.' and becomes a file name "
                        + "where the Secret is mounted."
                ),
                SchemaField("immutable", .boolean, "If true, data and this field never change again."),
                SchemaField(
                    "stringData",
                    .map(.text),
                    "Values as plain text. The server encodes them into data, over the keys that are there, and never "
                        + "gives this field back."
                ),
                SchemaField(
                    "type",
                    .text,
                    "What the Secret is for, and with it which keys it must have. Opaque, which asks for none, if not "
                        + "given. Never changes."
                ),
            ]
        ),
        Schema(
            object: "ConfigMap",
            "Settings that need not be hidden. All values together have at most 1 MiB.",
            [
                SchemaField("binaryData", .map(.bytes), "Values that are no UTF-8 text, by key, in base64."),
                SchemaField("data", .map(.text), "Values by key. A key stands either here or in binaryData."),
                SchemaField("immutable", .boolean, "If true, the values and this field never change again."),
            ]
        ),
        Schema(
            core: "LocalObjectReference",
            "An object in the same namespace.",
            [SchemaField("name", .text, "The name of the object.")]
        ),
        Schema(
            core: "ObjectReference",
            "An object, or a part of one.",
            [
                SchemaField("apiVersion", .text, "The group and version of the kind."),
                SchemaField("fieldPath", .text, "The part of the object that is meant, such as spec.containers{web}."),
                SchemaField("kind", .text, "The kind of the object."),
                SchemaField("name", .text, "The name of the object."),
                SchemaField("namespace", .text, "The namespace of the object."),
                SchemaField("resourceVersion", .text, "The version of the object that is meant."),
                SchemaField("uid", .text, "The UID of the object."),
            ]
        ),
    ]
}
