import Publishing

extension NodeTree {
    /// Puts a symbolic link outside of volumes. Whether there was room for it.
    mutating func place(_ name: String, to destination: String, below parents: ArraySlice<String>, now: Int64) -> Bool {
        var current = NodeID.root
        for parent in parents {
            if let existing = child(NameBytes(parent), of: current) {
                guard self[directory: existing] != nil else { return false }
                current = existing
            } else {
                let directory = Node.Directory(mode: 0o755, uid: owner.uid, gid: owner.gid)
                current = insert(.directory(directory), .directory, named: parent, in: current, modified: now)
            }
        }
        if let existing = child(NameBytes(name), of: current) {
            guard case .link = nodes[existing]?.kind else { return false }
        }
        _ = insert(.link(destination), .link, named: name, in: current, modified: now)
        return true
    }
}
