extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go ProjectedVolumeSource, VolumeProjection.
    static let projections: [Schema] = [
        Schema(
            core: "ProjectedVolumeSource",
            "The files of all sources, as if they were one volume.",
            [defaultMode, SchemaField("sources", .list(.core("VolumeProjection")), "The sources.")]
        ),
        Schema(
            core: "VolumeProjection",
            "One source of a projected volume: one of these.",
            [
                SchemaField("clusterTrustBundle", .open, "Certificates of a cluster."),
                SchemaField("configMap", .core("ConfigMapProjection"), "The keys of a ConfigMap as files."),
                SchemaField("downwardAPI", .core("DownwardAPIProjection"), "Fields of the pod as files."),
                SchemaField("podCertificate", .open, "A certificate of the pod."),
                SchemaField("secret", .core("SecretProjection"), "The keys of a Secret as files."),
                SchemaField(
                    "serviceAccountToken",
                    .core("ServiceAccountTokenProjection"),
                    "A token of the pod's service account."
                ),
            ]
        ),
        projection("SecretProjection", of: "Secret"),
        projection("ConfigMapProjection", of: "ConfigMap"),
        Schema(
            core: "DownwardAPIProjection",
            "Every item becomes a file with what the pod says of itself.",
            [SchemaField("items", .list(.core("DownwardAPIVolumeFile")), "The files.")]
        ),
        Schema(
            core: "ServiceAccountTokenProjection",
            "A file with a token that is renewed before it expires.",
            [
                SchemaField("audience", .text, "Whom the token is for."),
                SchemaField("expirationSeconds", .int64, "Seconds that the token is good for; 3600 if not given."),
                SchemaField("path", .text, "Where the file lies below the mount.", .required),
            ]
        ),
    ]

    private static func projection(_ name: String, of kind: String) -> Schema {
        Schema(
            core: name,
            "Every key of the \(kind) becomes a file.",
            [
                items,
                SchemaField("name", .text, "The name of the \(kind), which lies in the pod's namespace."),
                SchemaField("optional", .boolean, "Whether the pod may start without the \(kind) or its keys."),
            ]
        )
    }
}
