import LinuxSystem
import SystemPackage

extension AtomicWriter {
    /// Empties a volume's root: `..data` first, so that all files go at once, then everything that is the writer's,
    /// and empty directories, which were mount points.
    ///
    /// - Throws: `occupied` for something that is not the writer's, after the rest is gone.
    func removeContents(of root: borrowing Directory) throws(PublishError) {
        var stranger: DirectoryEntry?
        do throws(SystemError) {
            let entries = try root.entries()
            if entries.contains(where: { $0.name == Self.dataName && $0.kind == .link }) {
                try unlink(Self.dataName, in: root)
                try probe?(.removedData)
            }
            for entry in entries where entry.name != Self.dataName || entry.kind != .link {
                if entry.name == Self.temporaryName || GenerationName(entry: entry.name) != nil {
                    try root.removeTree(entry.name)
                    try probe?(.removedGeneration)
                } else if entry.kind == .link, try Self.isLinkToKey(entry.name, in: root) {
                    try unlink(entry.name, in: root)
                    try probe?(.removedLink(entry.name))
                } else if entry.kind == .directory,
                    succeeds({ () throws(SystemError) in try root.removeEmptyTree(entry.name) })
                {
                    try probe?(.removedMountPoint(entry.name))
                } else {
                    stranger = entry
                }
            }
        } catch {
            throw .system(error)
        }
        if let stranger { throw .occupied(path: stranger.name, found: "\(stranger.kind)") }
    }

    private func unlink(_ name: String, in root: borrowing Directory) throws(SystemError) {
        do throws(SystemError) {
            try root.unlink(name)
        } catch let error where error.errno == .noSuchFileOrDirectory {
            // Gone is gone.
        }
    }
}
