import LinuxSystem

/// Reads a tree of volumes without changing it.
enum TreeSurvey {
    /// The volumes in the node's layout, sorted by path; groups as their gates show them.
    ///
    /// - Parameter isOurs: Whether nobody else keeps anything in the tree, so that an empty directory in the place of a
    ///   volume is what an interrupted publish or removal left.
    static func volumes(in tree: borrowing Directory, isOurs: Bool) throws(SystemError) -> [VolumeTarget] {
        var found: [VolumeTarget] = []
        for namespace in try directories(in: tree) {
            let pods = try tree.open(namespace)
            for pod in try directories(in: pods) {
                let gate = try pods.open(pod)
                let status = try gate.status()
                for volume in try directories(in: gate) {
                    let root = try gate.open(volume)
                    let entries = try root.entries()
                    if try !isVolume(root, entries) {
                        guard isOurs, try holdsDirectoriesOnly(root, entries) else { continue }
                    }
                    let mountPoints = entries.filter { $0.kind == .directory && !$0.name.utf8.starts(with: "..".utf8) }
                    found.append(
                        VolumeTarget(
                            namespace: namespace,
                            pod: pod,
                            volume: volume,
                            group: status.mode & 0o070 == 0 ? nil : status.gid,
                            mountPoints: mountPoints.map(\.name).sorted()
                        )
                    )
                }
            }
        }
        return found.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    }

    /// The first thing found below `directory` that cannot be told to be secretd's; nil where all is its own: volumes,
    /// links into `.volumes`, and the directories on the way to them.
    ///
    /// - Parameters:
    ///   - depth: How far below the tree's root `directory` is.
    ///   - isBelowVolume: Whether a volume's root is above it, where an empty directory is a mount point.
    static func stranger(
        in directory: borrowing Directory,
        depth: Int = 0,
        isBelowVolume: Bool = false
    ) throws(SystemError) -> String? {
        let entries = try directory.entries()
        let isVolume = try isVolume(directory, entries)
        let isInVolume = isVolume || isBelowVolume
        for entry in entries.sorted(by: { $0.name < $1.name }) where try !isWriters(entry, in: directory) {
            switch entry.kind {
            case .file, .special: return entry.name
            case .link:
                guard try isPlaced(entry, in: directory, depth: depth) else { return entry.name }
            case .directory:
                let child = try directory.open(entry.name)
                if try child.isEmpty() {
                    guard isInVolume else { return entry.name }
                } else if let name = try stranger(in: child, depth: depth + 1, isBelowVolume: isInVolume) {
                    return "\(entry.name)/\(name)"
                }
            }
        }
        return nil
    }

    /// Whether a directory is a volume's root: something is in it that only the writer makes.
    static func isVolume(
        _ root: borrowing Directory,
        _ entries: [DirectoryEntry]
    ) throws(SystemError) -> Bool {
        for entry in entries where try isWriters(entry, in: root) { return true }
        return false
    }

    /// Whether `entry` is a generation, a link to one, or a link to a key.
    private static func isWriters(
        _ entry: DirectoryEntry,
        in root: borrowing Directory
    ) throws(SystemError) -> Bool {
        switch entry.kind {
        case .file, .special: return false
        case .directory: return GenerationName(entry: entry.name) != nil
        case .link:
            if entry.name == AtomicWriter.dataName || entry.name == AtomicWriter.temporaryName {
                return GenerationName(entry: try root.destination(ofLink: entry.name)) != nil
            }
            return try AtomicWriter.isLinkToKey(entry.name, in: root)
        }
    }

    /// Whether `entry` is a link that stands beside volumes where a container mounts a single key: it leads from
    /// `depth` directories below the tree's root up to there and into `.volumes`.
    static func isPlaced(
        _ entry: DirectoryEntry,
        in directory: borrowing Directory,
        depth: Int
    ) throws(SystemError) -> Bool {
        guard entry.kind == .link else { return false }
        let way = String(repeating: "../", count: depth) + ".volumes/"
        return try directory.destination(ofLink: entry.name).utf8.starts(with: way.utf8)
    }

    /// Whether there is nothing but directories, all the way down.
    private static func holdsDirectoriesOnly(
        _ directory: borrowing Directory,
        _ entries: [DirectoryEntry]
    ) throws(SystemError) -> Bool {
        for entry in entries {
            guard entry.kind == .directory else { return false }
            let child = try directory.open(entry.name)
            guard try holdsDirectoriesOnly(child, try child.entries()) else { return false }
        }
        return true
    }

    static func directories(in directory: borrowing Directory) throws(SystemError) -> [String] {
        try directory.entries().filter { $0.kind == .directory }.map(\.name)
    }
}
