extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go Volume, VolumeSource.
    static let volumes: [Schema] = [
        Schema(
            core: "Volume",
            "A directory that the containers of a pod may mount. It has a name and one source.",
            [
                SchemaField("name", .text, "The name, unique in the pod.", .required),
                SchemaField("secret", .core("SecretVolumeSource"), "The keys of a Secret as files."),
                SchemaField("configMap", .core("ConfigMapVolumeSource"), "The keys of a ConfigMap as files."),
                SchemaField("projected", .core("ProjectedVolumeSource"), "Several sources in one directory."),
                SchemaField("downwardAPI", .core("DownwardAPIVolumeSource"), "Fields of the pod as files."),
                SchemaField("emptyDir", .core("EmptyDirVolumeSource"), "A directory that is empty at first."),
                SchemaField("hostPath", .core("HostPathVolumeSource"), "A path of the machine."),
                SchemaField("ephemeral", .core("EphemeralVolumeSource"), "A claim that is made with the pod."),
            ] + otherVolumes
        ),
        Schema(
            core: "SecretVolumeSource",
            "Every key becomes a file. All files change at once when the Secret does.",
            [
                defaultMode,
                items,
                SchemaField("optional", .boolean, "Whether the pod may start without the Secret or its keys."),
                SchemaField("secretName", .text, "The name of the Secret, which lies in the pod's namespace."),
            ]
        ),
        Schema(
            core: "ConfigMapVolumeSource",
            "Every key becomes a file. All files change at once when the ConfigMap does.",
            [
                defaultMode,
                items,
                SchemaField("name", .text, "The name of the ConfigMap, which lies in the pod's namespace."),
                SchemaField("optional", .boolean, "Whether the pod may start without the ConfigMap or its keys."),
            ]
        ),
        Schema(
            core: "DownwardAPIVolumeSource",
            "Every item becomes a file with what the pod says of itself.",
            [defaultMode, SchemaField("items", .list(.core("DownwardAPIVolumeFile")), "The files.")]
        ),
        Schema(
            core: "DownwardAPIVolumeFile",
            "A file with one field of the pod.",
            [
                SchemaField("fieldRef", .core("ObjectFieldSelector"), "A field of the pod."),
                SchemaField("mode", .int32, "The file's permission bits; the volume's defaultMode if not given."),
                SchemaField("path", .text, "Where the file lies below the mount.", .required),
                SchemaField("resourceFieldRef", .core("ResourceFieldSelector"), "A resource of a container."),
            ]
        ),
        Schema(
            core: "EmptyDirVolumeSource",
            "A directory that is empty at first and goes with the pod.",
            [
                SchemaField("medium", .text, "Memory for one that is never on disk."),
                SchemaField("sizeLimit", .quantity, "The most that it may hold."),
            ]
        ),
        Schema(
            core: "EphemeralVolumeSource",
            "A volume that is claimed for the pod and goes with it.",
            [SchemaField("volumeClaimTemplate", .core("PersistentVolumeClaimTemplate"), "The claim to make.")]
        ),
        Schema(
            core: "PersistentVolumeClaimTemplate",
            "Labels, annotations and content of a claim.",
            [
                SchemaField("metadata", .meta("ObjectMeta"), "Labels and annotations of the claim."),
                SchemaField("spec", .open, "The storage that is claimed.", .required),
            ]
        ),
        Schema(
            core: "HostPathVolumeSource",
            "A path of the machine that runs the pod, shown as it is.",
            [
                SchemaField("path", .text, "The path.", .required),
                SchemaField("type", .text, "What must be there, such as Directory or File."),
            ]
        ),
    ]

    static let defaultMode = SchemaField(
        "defaultMode",
        .int32,
        "The permission bits of files that have no mode of their own, 0644 if not given. JSON has no octal numbers."
    )

    static let items = SchemaField(
        "items",
        .list(.core("KeyToPath")),
        "The keys to show and their paths. Without this list every key is a file of its name."
    )

    /// Kubernetes' other volumes. secretd leaves them alone, so any content will do.
    private static let otherVolumes: [SchemaField] = [
        "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "csi", "fc", "flexVolume",
        "flocker", "gcePersistentDisk", "gitRepo", "glusterfs", "image", "iscsi", "nfs", "persistentVolumeClaim",
        "photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume",
    ].map { SchemaField($0, .open, "A volume of Kubernetes that secretd leaves alone.") }
}
