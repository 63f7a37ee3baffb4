extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go EnvVar, EnvVarSource, EnvFromSource.
    static let environment: [Schema] = [
        Schema(
            core: "EnvVar",
            "An environment variable.",
            [
                SchemaField("name", .text, "The name of the variable.", .required),
                SchemaField("value", .text, "The value, in which $(NAME) stands for an earlier variable."),
                SchemaField("valueFrom", .core("EnvVarSource"), "Where the value comes from, if not from value."),
            ]
        ),
        Schema(
            core: "EnvVarSource",
            "Where the value of a variable comes from: one of these.",
            [
                SchemaField(
                    "configMapKeyRef",
                    .core("ConfigMapKeySelector"),
                    "The value is that of a key of a ConfigMap."
                ),
                SchemaField("fieldRef", .core("ObjectFieldSelector"), "The value is that of a field of the pod."),
                SchemaField("fileKeyRef", .open, "A key of a file in a volume."),
                SchemaField(
                    "resourceFieldRef",
                    .core("ResourceFieldSelector"),
                    "The value is an amount of a container's resource."
                ),
                SchemaField("secretKeyRef", .core("SecretKeySelector"), "The value is that of a key of a Secret."),
            ]
        ),
        Schema(
            core: "EnvFromSource",
            "An object whose keys all become variables.",
            [
                SchemaField("configMapRef", .core("ConfigMapEnvSource"), "A ConfigMap."),
                SchemaField("prefix", .text, "Put in front of every key."),
                SchemaField("secretRef", .core("SecretEnvSource"), "A Secret."),
            ]
        ),
        keySelector("SecretKeySelector", of: "Secret"),
        keySelector("ConfigMapKeySelector", of: "ConfigMap"),
        environmentSource("SecretEnvSource", of: "Secret"),
        environmentSource("ConfigMapEnvSource", of: "ConfigMap"),
    ]

    private static func keySelector(_ name: String, of kind: String) -> Schema {
        Schema(
            core: name,
            "A key of a \(kind).",
            [
                SchemaField("key", .text, "The key.", .required),
                SchemaField("name", .text, "The name of the \(kind)."),
                SchemaField("optional", .boolean, "Whether the pod may start without the key."),
            ]
        )
    }

    private static func environmentSource(_ name: String, of kind: String) -> Schema {
        Schema(
            core: name,
            "A \(kind) whose keys become variables.",
            [
                SchemaField("name", .text, "The name of the \(kind)."),
                SchemaField("optional", .boolean, "Whether the pod may start without the \(kind)."),
            ]
        )
    }
}
