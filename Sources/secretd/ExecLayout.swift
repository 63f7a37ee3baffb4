import Agent
import KubeObjects
import Publishing

/// The node's layout, of the one Pod that a command is about, and of the volumes that its container mounts.
struct ExecLayout: VolumeLayout {
    var pod: ObjectKey
    var volumes: [String]

    func targets(of volume: Volume, in pod: Pod) -> [VolumeTarget] {
        guard KubeObject.pod(pod).key == self.pod, volumes.contains(volume.name) else { return [] }
        return NodeLayout().targets(of: volume, in: pod)
    }
}
