extension VolumeType {
    /// Storage of other systems, which secretd leaves alone.
    static let outside: [VolumeType] = disks + shares

    private static let disks: [VolumeType] = [
        VolumeType(
            "gcePersistentDisk",
            "GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)",
            [VolumeLine("PDName", "pdName"), fsType, VolumeLine("Partition", "partition", .number), readOnly]
        ),
        VolumeType(
            "awsElasticBlockStore",
            "AWSElasticBlockStore (a Persistent Disk resource in AWS)",
            [VolumeLine("VolumeID", "volumeID"), fsType, VolumeLine("Partition", "partition", .number), readOnly]
        ),
        VolumeType(
            "iscsi",
            "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
            [
                VolumeLine("TargetPortal", "targetPortal"), VolumeLine("IQN", "iqn"),
                VolumeLine("Lun", "lun", .number), VolumeLine("ISCSIInterface", "iscsiInterface"), fsType, readOnly,
                VolumeLine("Portals", "portals", .words),
                VolumeLine("DiscoveryCHAPAuth", "chapAuthDiscovery", .bool),
                VolumeLine("SessionCHAPAuth", "chapAuthSession", .bool), secretRef,
                VolumeLine("InitiatorName", "initiatorName", .textOr("<none>")),
            ]
        ),
        VolumeType(
            "rbd",
            "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
            [
                VolumeLine("CephMonitors", "monitors", .words), VolumeLine("RBDImage", "image"), fsType,
                VolumeLine("RBDPool", "pool"), VolumeLine("RadosUser", "user"), VolumeLine("Keyring", "keyring"),
                secretRef, readOnly,
            ]
        ),
        VolumeType(
            "azureDisk",
            "AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)",
            [
                VolumeLine("DiskName", "diskName"), VolumeLine("DiskURI", "diskURI"), VolumeLine("Kind", "kind"),
                fsType, VolumeLine("CachingMode", "cachingMode"), readOnly,
            ]
        ),
        VolumeType(
            "vsphereVolume",
            "vSphereVolume (a Persistent Disk resource in vSphere)",
            [
                VolumeLine("VolumePath", "volumePath"), fsType,
                VolumeLine("StoragePolicyName", "storagePolicyName"),
            ]
        ),
        VolumeType(
            "cinder",
            "Cinder (a Persistent Disk resource in OpenStack)",
            [VolumeLine("VolumeID", "volumeID"), fsType, readOnly, secretRef]
        ),
        VolumeType(
            "photonPersistentDisk",
            "PhotonPersistentDisk (a Persistent Disk resource in photon platform)",
            [VolumeLine("PdID", "pdID"), fsType]
        ),
        VolumeType(
            "portworxVolume",
            "PortworxVolume (a Portworx Volume resource)",
            [VolumeLine("VolumeID", "volumeID")]
        ),
        VolumeType(
            "fc",
            "FC (a Fibre Channel disk)",
            [
                VolumeLine("TargetWWNs", "targetWWNs", .list), VolumeLine("LUN", "lun", .textOr("<none>")), fsType,
                readOnly,
            ]
        ),
    ]

    private static let shares: [VolumeType] = [
        VolumeType(
            "gitRepo",
            "GitRepo (a volume that is pulled from git when the pod is created)",
            [VolumeLine("Repository", "repository"), VolumeLine("Revision", "revision")]
        ),
        VolumeType(
            "nfs",
            "NFS (an NFS mount that lasts the lifetime of a pod)",
            [VolumeLine("Server", "server"), VolumeLine("Path", "path"), readOnly]
        ),
        VolumeType(
            "glusterfs",
            "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
            [VolumeLine("EndpointsName", "endpoints"), VolumeLine("Path", "path"), readOnly]
        ),
        VolumeType(
            "quobyte",
            "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
            [VolumeLine("Registry", "registry"), VolumeLine("Volume", "volume"), readOnly]
        ),
        VolumeType(
            "scaleIO",
            "ScaleIO (a persistent volume backed by a block device in ScaleIO)",
            [
                VolumeLine("Gateway", "gateway"), VolumeLine("System", "system"),
                VolumeLine("Protection Domain", "protectionDomain"), VolumeLine("Storage Pool", "storagePool"),
                VolumeLine("Storage Mode", "storageMode"), VolumeLine("VolumeName", "volumeName"), fsType, readOnly,
            ]
        ),
        VolumeType(
            "cephfs",
            "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
            [
                VolumeLine("Monitors", "monitors", .words), VolumeLine("Path", "path"), VolumeLine("User", "user"),
                VolumeLine("SecretFile", "secretFile"), secretRef, readOnly,
            ]
        ),
        VolumeType(
            "storageos",
            "StorageOS (a StorageOS Persistent Disk resource)",
            [
                VolumeLine("VolumeName", "volumeName"), VolumeLine("VolumeNamespace", "volumeNamespace"), fsType,
                readOnly,
            ]
        ),
        VolumeType(
            "azureFile",
            "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
            [VolumeLine("SecretName", "secretName"), VolumeLine("ShareName", "shareName"), readOnly]
        ),
        VolumeType(
            "flexVolume",
            "FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)",
            [VolumeLine("Driver", "driver"), fsType, secretRef, readOnly, VolumeLine("Options", "options", .map)]
        ),
        VolumeType(
            "flocker",
            "Flocker (a Flocker volume mounted by the Flocker agent)",
            [VolumeLine("DatasetName", "datasetName"), VolumeLine("DatasetUUID", "datasetUUID")]
        ),
    ]
}
