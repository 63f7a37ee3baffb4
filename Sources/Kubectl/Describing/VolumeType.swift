/// A kind of volume, and how kubectl explains it.
///
/// Source: kubectl pkg/describe printSecretVolumeSource and its neighbours.
struct VolumeType {
    /// The member of the volume: `secret`.
    var field: String
    var text: String
    var lines: [VolumeLine]

    init(_ field: String, _ text: String, _ lines: [VolumeLine]) {
        self.field = field
        self.text = text
        self.lines = lines
    }

    /// A volume is of one of them.
    static let all: [VolumeType] = served + outside

    /// Those that secretd serves or knows, and those that tell where a file would be.
    private static let served: [VolumeType] = [
        VolumeType(
            "hostPath",
            "HostPath (bare host directory volume)",
            [VolumeLine("Path", "path"), VolumeLine("HostPathType", "type", .textOr("<none>"))]
        ),
        VolumeType(
            "emptyDir",
            "EmptyDir (a temporary directory that shares a pod's lifetime)",
            [VolumeLine("Medium", "medium"), VolumeLine("SizeLimit", "sizeLimit", .limit)]
        ),
        VolumeType(
            "secret",
            "Secret (a volume populated by a Secret)",
            [VolumeLine("SecretName", "secretName"), VolumeLine("Optional", "optional", .bool)]
        ),
        VolumeType(
            "configMap",
            "ConfigMap (a volume populated by a ConfigMap)",
            [VolumeLine("Name", "name"), VolumeLine("Optional", "optional", .bool)]
        ),
        VolumeType(
            "persistentVolumeClaim",
            "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
            [VolumeLine("ClaimName", "claimName"), readOnly]
        ),
        VolumeType(
            "ephemeral",
            "EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)",
            []
        ),
        VolumeType("downwardAPI", "DownwardAPI (a volume populated by information about the pod)", []),
        VolumeType(
            "projected",
            "Projected (a volume that contains injected data from multiple sources)",
            []
        ),
        VolumeType(
            "csi",
            "CSI (a Container Storage Interface (CSI) volume source)",
            [VolumeLine("Driver", "driver"), fsType, readOnly]
        ),
        VolumeType(
            "image",
            "Image (a container image or OCI artifact)",
            [VolumeLine("Reference", "reference"), VolumeLine("PullPolicy", "pullPolicy")]
        ),
    ]

    static let fsType = VolumeLine("FSType", "fsType")
    static let readOnly = VolumeLine("ReadOnly", "readOnly", .bool)
    static let secretRef = VolumeLine("SecretRef", "secretRef", .reference)
}
