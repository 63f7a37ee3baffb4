import KubeObjects

/// What names a volume: its Pod and its name there.
package struct VolumeID: Hashable, Sendable, Comparable {
    package var namespace: String
    package var pod: String
    package var volume: String

    package init(namespace: String, pod: String, volume: String) {
        self.namespace = namespace
        self.pod = pod
        self.volume = volume
    }

    init(_ volume: Volume, of pod: Pod) {
        self.init(namespace: pod.metadata.namespace, pod: pod.metadata.name, volume: volume.name)
    }

    package static func < (left: VolumeID, right: VolumeID) -> Bool {
        (left.namespace, left.pod, left.volume) < (right.namespace, right.pod, right.volume)
    }
}

extension VolumeID: CustomStringConvertible {
    package var description: String { "\(namespace)/\(pod)/\(volume)" }
}
