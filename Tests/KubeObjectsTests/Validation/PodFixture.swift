import KubeObjects

extension KubeObject {
    /// A Pod that is valid as it stands: every named volume is mounted by its only container.
    static func pod(
        volumes: [Volume] = [],
        mounts: [VolumeMount]? = nil,
        serviceAccountName: String = "default",
        edit: (inout Pod) -> Void = { _ in }
    ) -> KubeObject {
        let mounts =
            mounts ?? volumes.filter { !$0.name.isEmpty }.map { VolumeMount(name: $0.name, mountPath: "/\($0.name)") }
        var pod = Pod(
            metadata: ObjectMeta(name: "pod"),
            volumes: volumes,
            containers: [Container(name: "main", image: "image", volumeMounts: mounts)],
            serviceAccountName: serviceAccountName
        )
        edit(&pod)
        return .pod(pod)
    }

    /// A Pod with the Secret volume `v` of the Secret `s`.
    static func pod(secretItems items: [KeyToPath], defaultMode: Int64 = 0o644) -> KubeObject {
        .pod(volumes: [
            Volume(name: "v", .secret(SecretVolumeSource(secretName: "s", items: items, defaultMode: defaultMode)))
        ])
    }

    /// A Pod with the projected volume `v`.
    static func projectedPod(_ parts: VolumeProjection.Part..., serviceAccountName: String = "default") -> KubeObject {
        .pod(
            volumes: [
                Volume(name: "v", .projected(ProjectedVolumeSource(sources: parts.map { VolumeProjection($0) })))
            ],
            serviceAccountName: serviceAccountName
        )
    }

    /// A Pod with the downwardAPI volume `v`.
    static func downwardPod(_ files: DownwardAPIFile...) -> KubeObject {
        .pod(volumes: [Volume(name: "v", .downwardAPI(DownwardAPIVolumeSource(items: files)))])
    }

    /// A Pod whose only container has this environment.
    static func environmentPod(env: EnvVar..., envFrom: EnvFromSource...) -> KubeObject {
        .pod {
            $0.containers[0].env = env
            $0.containers[0].envFrom = envFrom
        }
    }
}
