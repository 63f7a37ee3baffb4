import Glibc
import LinuxSystem
package import Logging

extension TmpfsTree {
    /// Opens the tree at `options.path`, mounting a tmpfs there or adopting the one an earlier process left.
    ///
    /// Sets the process's umask to 0, once and for good.
    /// - Throws: `occupied` where something else is at the path, `onDisk` where no tmpfs can be mounted and the
    ///   directory is on a disk, `inUse` where another process serves it, `system`. Nothing was changed then.
    package static func open(_ options: TreeOptions, logger: Logger) throws(PublishError) -> TmpfsTree {
        try open(options, logger: logger, probe: nil)
    }

    /// As `open(_:logger:)`.
    ///
    /// - Parameter probe: Called after each step of every publish and removal.
    static func open(
        _ options: TreeOptions,
        logger: Logger,
        probe: WriterProbe?
    ) throws(PublishError) -> TmpfsTree {
        umask(0)
        let tree = TmpfsTree(
            options,
            on: try TreeGround.prepare(options, logger: logger),
            probe: probe,
            logger: logger
        )
        // Elsewhere an empty directory may be somebody's.
        if tree.isMounted { tree.sweepEmptyParents() }
        return tree
    }

    /// Directories of namespaces and Pods that a killed process left without a volume.
    private func sweepEmptyParents() {
        // An empty directory is all that can go, so nothing here can fail badly.
        for namespace in (try? TreeSurvey.directories(in: root)) ?? [] {
            guard let pods = try? root.open(namespace) else { continue }
            for pod in (try? TreeSurvey.directories(in: pods)) ?? [] { try? pods.removeDirectory(pod) }
            try? root.removeDirectory(namespace)
        }
    }
}
