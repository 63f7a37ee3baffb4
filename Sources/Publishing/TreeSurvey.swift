import LinuxSystem

/// Reads a tree of volumes without changing it.
enum TreeSurvey {
    /// The volumes in the node's layout, sorted by path; groups as their gates show them.
    static func volumes(in tree: borrowing Directory) throws(SystemError) -> [VolumeTarget] {
        var found: [VolumeTarget] = []
        for namespace in try directories(in: tree) {
            let pods = try tree.open(namespace)
            for pod in try directories(in: pods) {
                let gate = try pods.open(pod)
                let status = try gate.status()
                for volume in try directories(in: gate) {
                    let root = try gate.open(volume)
                    let entries = try root.entries()
                    guard try isVolume(root, entries) else { continue }
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

    /// The first thing found below `directory` that no secretd would have made; nil where all is its own.
    static func stranger(in directory: borrowing Directory) throws(SystemError) -> String? {
        for entry in try directory.entries().sorted(by: { $0.name < $1.name }) {
            switch entry.kind {
            // Placed beside volumes, where a container mounts a single key.
            case .link: continue
            case .file, .special: return entry.name
            case .directory:
                let child = try directory.open(entry.name)
                if try isVolume(child, try child.entries()) { continue }
                if let name = try stranger(in: child) { return "\(entry.name)/\(name)" }
            }
        }
        return nil
    }

    /// Whether a directory is a volume's root, or was one before its removal was interrupted, or was to become one.
    static func isVolume(
        _ root: borrowing Directory,
        _ entries: [DirectoryEntry]
    ) throws(SystemError) -> Bool {
        for entry in entries {
            if entry.name == AtomicWriter.dataName || entry.name == AtomicWriter.temporaryName { return true }
            if GenerationName(entry: entry.name) != nil { return true }
            if entry.kind == .link,
                try root.destination(ofLink: entry.name) == "\(AtomicWriter.dataName)/\(entry.name)"
            {
                return true
            }
            // A mount point's directory, all that may be left besides.
            guard entry.kind == .directory, try root.open(entry.name).isEmpty() else { return false }
        }
        return true
    }

    static func directories(in directory: borrowing Directory) throws(SystemError) -> [String] {
        try directory.entries().filter { $0.kind == .directory }.map(\.name)
    }
}
