extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go ServiceAccount.
    static let accounts: [Schema] = [
        Schema(
            object: "ServiceAccount",
            "Whom the programs of a pod act as.",
            [
                SchemaField(
                    "automountServiceAccountToken",
                    .boolean,
                    "Whether pods of the account get a token mounted, unless they say themselves."
                ),
                SchemaField(
                    "imagePullSecrets",
                    .list(.core("LocalObjectReference")),
                    "Secrets with registry credentials for the images of the account's pods.",
                    merge: .by("name")
                ),
                SchemaField(
                    "secrets",
                    .list(.core("ObjectReference")),
                    "Secrets that pods of the account may use.",
                    merge: .by("name")
                ),
            ]
        )
    ]
}
