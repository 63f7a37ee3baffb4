import LinuxSystem
import SystemPackage

/// Where a volume's root directory stands in the tree, and who gets in.
package struct VolumeTarget: Hashable, Sendable {
    /// Directory names from the tree's root to the volume's root: `["default", "web", "tls"]`.
    package var path: [String]
    /// Which of `path` is the gate, by index: 0750 root:`gateGroup`, or 0700 without one. Directories above and below
    /// it are 0755. Nil: the tree's root is the gate, and not this target's business.
    package var gate: Int?
    /// The Pod's fsGroup, which the gate lets in: the same for all volumes behind it.
    package var gateGroup: UInt32?
    /// What everything from the volume's root down belongs to, directories are setgid: the Pod's fsGroup, or nil for the
    /// daemon's own group, where the Pod has none or the volume is private.
    package var group: UInt32?
    /// Names and relative paths, such as `sub/deep`, that shall be plain directories in the volume's root, because
    /// another volume is mounted on them; none lies below another. Sorted.
    package var mountPoints: [String]

    package init(path: [String], gate: Int? = nil, group: UInt32? = nil, mountPoints: [String] = []) {
        self.path = path
        self.gate = gate
        gateGroup = gate == nil ? nil : group
        self.group = group
        self.mountPoints = mountPoints
    }

    /// The node's layout: `<namespace>/<pod>/<volume>`, the Pod's directory being the gate.
    ///
    /// - Parameter isPrivate: Whether the group that passes the gate gets nothing in this volume.
    package init(
        namespace: String,
        pod: String,
        volume: String,
        group: UInt32?,
        isPrivate: Bool = false,
        mountPoints: [String] = []
    ) {
        self.init(path: [namespace, pod, volume], gate: 1, group: group, mountPoints: mountPoints)
        if isPrivate { self.group = nil }
    }
}

extension VolumeTarget {
    /// Refuses what would lead out of the tree or into the writer's own names: no component may be empty, `.`, start
    /// with `..`, or hold a slash or NUL.
    ///
    /// - Throws: `system` with `EINVAL`.
    package func check() throws(PublishError) {
        guard !path.isEmpty, path.allSatisfy(Self.isName), mountPoints.allSatisfy(Self.isPath) else {
            throw .system(SystemError("openat", description, .invalidArgument))
        }
    }

    /// The mount points and the directories above them; each once, parents first.
    package var mountDirectories: [String] {
        guard !mountPoints.isEmpty else { return [] }
        var known: Set<NameBytes> = []
        let all = mountPoints.flatMap { GenerationPaths.parents(of: $0) + [$0] }
        return all.filter { known.insert(NameBytes($0)).inserted }.sortedByBytes()
    }

    private static func isPath(_ path: String) -> Bool {
        path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .allSatisfy { isName(String(decoding: $0, as: UTF8.self)) }
    }

    package static func isName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && !name.utf8.starts(with: "..".utf8)
            && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
    }
}

extension VolumeTarget: CustomStringConvertible {
    package var description: String { path.joined(separator: "/") }
}
