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
                SchemaField("configMapKeyRef", .core("ConfigMapKeySelector"), "A key of a ConfigMap."),
                SchemaField("fieldRef", .core("ObjectFieldSelector"), "A field of the pod."),
                SchemaField("fileKeyRef", .open, "A key of a file in a volume."),
                SchemaField("resourceFieldRef", .core("ResourceFieldSelector"), "A resource of a container."),
                SchemaField("secretKeyRef", .core("SecretKeySelector"), "A key of a Secret."),
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
            "Names a key of a \(kind) in the namespace of the pod.",
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
