extension Volume {
    /// The volumes of Kubernetes that are none of secretd's business.
    ///
    /// Source: k8s.io/api core/v1 VolumeSource.
    private static let otherSources: Set<String> = [
        "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "csi", "emptyDir", "ephemeral", "fc",
        "flexVolume", "flocker", "gcePersistentDisk", "gitRepo", "glusterfs", "hostPath", "image", "iscsi", "nfs",
        "persistentVolumeClaim", "photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos",
        "vsphereVolume",
    ]

    init(_ volume: ObjectCursor) {
        var sources: [Source] = []
        for member in volume.members {
            switch member.key {
            case "name": continue
            case "secret": volume.object("secret").map { sources.append(.secret(SecretVolumeSource($0))) }
            case "configMap": volume.object("configMap").map { sources.append(.configMap(ConfigMapVolumeSource($0))) }
            case "downwardAPI":
                volume.object("downwardAPI").map { sources.append(.downwardAPI(DownwardAPIVolumeSource($0))) }
            case "projected": volume.object("projected").map { sources.append(.projected(ProjectedVolumeSource($0))) }
            case let name where Self.otherSources.contains(name):
                if volume.node(name) != nil { sources.append(.other(name)) }
            default:
                volume.log.warnOfUnknown(member, at: volume.path)
            }
        }
        self.init(name: volume.string("name") ?? "", sources: sources)
    }
}

extension SecretVolumeSource {
    init(_ source: ObjectCursor) {
        source.warnOfFields(otherThan: ["defaultMode", "items", "optional", "secretName"])
        self.init(
            secretName: source.string("secretName") ?? "",
            items: source.objects("items").map(KeyToPath.init),
            defaultMode: source.integer("defaultMode") ?? 0o644,
            optional: source.boolean("optional") ?? false
        )
    }
}

extension ConfigMapVolumeSource {
    init(_ source: ObjectCursor) {
        source.warnOfFields(otherThan: ["defaultMode", "items", "name", "optional"])
        self.init(
            name: source.string("name") ?? "",
            items: source.objects("items").map(KeyToPath.init),
            defaultMode: source.integer("defaultMode") ?? 0o644,
            optional: source.boolean("optional") ?? false
        )
    }
}

extension DownwardAPIVolumeSource {
    init(_ source: ObjectCursor) {
        source.warnOfFields(otherThan: ["defaultMode", "items"])
        self.init(
            items: source.objects("items").map(DownwardAPIFile.init),
            defaultMode: source.integer("defaultMode") ?? 0o644
        )
    }
}

extension KeyToPath {
    init(_ item: ObjectCursor) {
        item.warnOfFields(otherThan: ["key", "mode", "path"])
        self.init(key: item.string("key") ?? "", path: item.string("path") ?? "", mode: item.integer("mode"))
    }
}

extension DownwardAPIFile {
    init(_ file: ObjectCursor) {
        file.warnOfFields(otherThan: ["fieldRef", "mode", "path", "resourceFieldRef"])
        self.init(
            path: file.string("path") ?? "",
            fieldRef: file.object("fieldRef").map(ObjectFieldSelector.init),
            resourceFieldRef: file.object("resourceFieldRef").map(ResourceFieldSelector.init),
            mode: file.integer("mode")
        )
    }
}
