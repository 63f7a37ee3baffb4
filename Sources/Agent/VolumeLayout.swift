package import KubeObjects
package import Publishing

/// Where the volumes of a Pod stand in the tree.
package protocol VolumeLayout: Sendable {
    /// The directories that shall hold `volume`; none where it is not served. Pure.
    func targets(of volume: Volume, in pod: Pod) -> [VolumeTarget]
}

/// The node's layout: each volume once, at `<namespace>/<pod>/<volume>`, the Pod's directory being the gate. Registry
/// logins are the host's business: no group of a Pod reads them.
package struct NodeLayout: VolumeLayout {
    package init() {}

    package func targets(of volume: Volume, in pod: Pod) -> [VolumeTarget] {
        let target = VolumeTarget(
            namespace: pod.metadata.namespace,
            pod: pod.metadata.name,
            volume: volume.name,
            group: pod.securityContext.fsGroup.map { UInt32(truncatingIfNeeded: $0) },
            isPrivate: volume.isPullSecrets,
            mountPoints: volume.nestedMountPoints(in: pod.containers + pod.initContainers)
        )
        return [target]
    }
}

extension Volume {
    /// Paths below this volume's mount paths on which a container mounts another volume, none below another one. The
    /// tree is read-only for whoever mounts, so the directories must be there before. Sorted.
    ///
    /// Source: kubelet pkg/volume/util/nested_volumes.go GetNestedMountpoints.
    package func nestedMountPoints(in containers: [Container]) -> [String] {
        var nested: [[String]] = []
        for container in containers {
            let paths = container.volumeMounts.map { ($0, $0.pathComponents) }
            for (mount, path) in paths where mount.name == name && mount.subPath.isEmpty && mount.subPathExpr.isEmpty {
                for (_, other) in paths where other.count > path.count && other.starts(with: path) {
                    nested.append(Array(other[path.count...]))
                }
            }
        }
        let possible = nested.filter { path in
            path.allSatisfy { $0 != ".." } && path.first.map { !$0.utf8.starts(with: "..".utf8) } == true
        }
        let topmost = possible.filter { path in
            !possible.contains { $0.count < path.count && path.starts(with: $0) }
        }
        return Set(topmost.map { $0.joined(separator: "/") }).sorted()
    }
}
