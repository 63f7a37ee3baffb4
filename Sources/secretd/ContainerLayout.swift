import Agent
import KubeObjects
import Publishing

/// The layout of `secretd mount`: one container's volume mounts, each at its mountPath below TARGET.
///
/// A mount without a subPath is the volume's directory itself. A mount with one is a link into a hidden copy of the
/// volume, `.volumes/<volume>`, so that it follows updates too.
struct ContainerLayout: VolumeLayout {
    /// The Pod and container that were chosen when the command started.
    var pod: ObjectKey
    var container: String

    /// A symbolic link that stands for a mount with a subPath.
    struct Link: Equatable {
        var path: [String]
        var destination: String
    }

    func targets(of volume: Volume, in pod: Pod) -> [VolumeTarget] {
        // A container has no use for the logins to the registry that its image came from.
        guard !volume.isPullSecrets, KubeObject.pod(pod).key == self.pod,
            let container = pod.container(named: container)
        else { return [] }
        let group = pod.securityContext.fsGroup.map { UInt32(truncatingIfNeeded: $0) }
        // A mount with a subPath is a link here, which needs no directory to be mounted on.
        var plain = container
        plain.volumeMounts.removeAll { !$0.subPath.isEmpty }
        let nested = volume.nestedMountPoints(in: [plain])
        let mounts = container.volumeMounts.filter { $0.name == volume.name }
        var targets: [VolumeTarget] = []
        for mount in mounts where mount.subPath.isEmpty {
            targets.append(VolumeTarget(path: mount.pathComponents, group: group, mountPoints: nested))
        }
        if mounts.contains(where: { !$0.subPath.isEmpty }) {
            targets.append(VolumeTarget(path: [".volumes", volume.name], group: group))
        }
        return targets
    }

    /// The links for the container's mounts with a subPath.
    static func links(of container: Container) -> [Link] {
        container.volumeMounts.filter { !$0.subPath.isEmpty }.map { mount in
            let path = mount.pathComponents
            let up = String(repeating: "../", count: path.count - 1)
            return Link(path: path, destination: "\(up).volumes/\(mount.name)/\(mount.subPath)")
        }
    }
}

extension Pod {
    func container(named name: String) -> Container? {
        (containers + initContainers).first { $0.name == name }
    }
}
