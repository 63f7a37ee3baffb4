/// Where a volume's root directory stands in the tree, and who gets in.
package struct VolumeTarget: Hashable, Sendable {
    /// Directory names from the tree's root to the volume's root: `["default", "web", "tls"]`.
    package var path: [String]
    /// Which of `path` is the gate, by index: 0750 root:`group`, or 0700 without a group. Directories above and below
    /// it are 0755. Nil: the tree's root is the gate, and not this target's business.
    package var gate: Int?
    /// The Pod's fsGroup. The gate and everything from the volume's root down belong to it, directories are setgid.
    package var group: UInt32?
    /// Names that shall be plain directories in the volume's root, because another volume is mounted on them. Sorted.
    package var mountPoints: [String]

    package init(path: [String], gate: Int? = nil, group: UInt32? = nil, mountPoints: [String] = []) {
        self.path = path
        self.gate = gate
        self.group = group
        self.mountPoints = mountPoints
    }

    /// The node's layout: `<namespace>/<pod>/<volume>`, the Pod's directory being the gate.
    package init(namespace: String, pod: String, volume: String, group: UInt32?, mountPoints: [String] = []) {
        self.init(path: [namespace, pod, volume], gate: 1, group: group, mountPoints: mountPoints)
    }
}

extension VolumeTarget: CustomStringConvertible {
    package var description: String { path.joined(separator: "/") }
}
