import Publishing

extension NodeTree {
    /// Puts a symbolic link outside of volumes, with the directories above it.
    ///
    /// - Returns: What the kernel may have wrong then; nil where something else than a link is in the way.
    mutating func place(
        _ name: String,
        to destination: String,
        below parents: ArraySlice<String>,
        now: Int64
    ) -> TreeChange? {
        var change = makeChange()
        var current = NodeID.root
        for parent in parents {
            if let existing = child(NameBytes(parent), of: current) {
                guard self[directory: existing] != nil else { return nil }
                current = existing
            } else {
                change.changedNames.append(TreeChange.Name(parent: current, name: NameBytes(parent)))
                let directory = Node.Directory(mode: 0o755, uid: owner.uid, gid: owner.gid)
                current = insert(.directory(directory), .directory, named: parent, in: current, modified: now)
            }
        }
        if let existing = child(NameBytes(name), of: current) {
            guard case .link = nodes[existing]?.kind else { return nil }
        }
        let id = insert(.link(destination), .link, named: name, in: current, modified: now)
        change.changedNames.append(TreeChange.Name(parent: current, name: NameBytes(name)))
        // The kernel keeps what a link says.
        change.changedNodes.append(id)
        return change
    }
}
