package import KubeObjects

/// What is mounted where, parents before children. Pure.
package struct MountPlan: Hashable, Sendable {
    package var mounts: [PlannedMount]

    /// - Parameter environment: The container's own, which `subPathExpr` names variables of.
    /// - Throws: `MountPlanError`, for the first mount that cannot be.
    package init(
        pod: Pod,
        container: Container,
        environment: [EnvironmentValue]
    ) throws(MountPlanError) {
        var mounts: [PlannedMount] = []
        for mount in container.volumeMounts {
            let components = mount.pathComponents
            guard !components.isEmpty, !components.contains("..") else { throw .badMountPath(mount.mountPath) }
            let path = "/" + components.joined(separator: "/")
            guard !mounts.contains(where: { $0.path.utf8.elementsEqual(path.utf8) }) else { throw .mountedTwice(path) }
            guard let volume = pod.volumes.first(where: { $0.name == mount.name }) else {
                throw .volumeNotFound(mount.name, container: container.name)
            }
            var planned = PlannedMount(path: path, source: .served(volume.name))
            if case .other(let kind) = volume.sources.first {
                guard kind == "emptyDir" else {
                    throw .notServed(volume: volume.name, kind: kind, mountPath: mount.mountPath)
                }
                planned.source = .own(volume.name)
                planned.isReadOnly = mount.readOnly
            }
            planned.subPath = try Self.subPath(of: mount, environment)
            mounts.append(planned)
        }
        self.mounts = mounts.sorted { left, right in
            let depths = (
                left.path.utf8.count { $0 == UInt8(ascii: "/") }, right.path.utf8.count { $0 == UInt8(ascii: "/") }
            )
            return depths.0 == depths.1
                ? left.path.utf8.lexicographicallyPrecedes(right.path.utf8) : depths.0 < depths.1
        }
    }

    /// The volumes that secretd serves, each once, sorted.
    package static func servedVolumes(of container: Container, in pod: Pod) -> [String] {
        let served = pod.volumes.filter { volume in
            if case .other = volume.sources.first { false } else { true }
        }
        let mounted = Set(container.volumeMounts.map(\.name))
        return served.map(\.name).filter(mounted.contains).sorted()
    }

    private static func subPath(
        of mount: VolumeMount,
        _ environment: [EnvironmentValue]
    ) throws(MountPlanError) -> String? {
        var path = mount.subPath
        if !mount.subPathExpr.isEmpty {
            var missing: Set<String> = []
            let expanded = VariableExpansion.expand(mount.subPathExpr) { name in
                guard let value = environment.last(where: { $0.name == name })?.value, value.count > 0 else {
                    missing.insert(name)
                    return SecretBytes(utf8: "")
                }
                return value
            }
            guard missing.isEmpty else { throw .missingValues(missing.sorted()) }
            path = expanded.text
        }
        guard !path.isEmpty else { return nil }
        guard !path.utf8.starts(with: "/".utf8) else { throw .absoluteSubPath(path) }
        let components = path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        guard !components.contains("..") else { throw .leavingSubPath(path) }
        return path
    }
}
