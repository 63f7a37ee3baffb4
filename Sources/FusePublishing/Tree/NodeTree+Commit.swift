import KubeObjects
import Projection
import Publishing

extension NodeTree {
    /// Makes `generation` the content of its volume, all files at once.
    ///
    ///  1. The directories down to the volume's root are made, or get the modes that the target wants.
    ///  2. The generation's own directory, with files that never change, is put beside the older one.
    ///  3. Every key's file gets the new content; those of added keys are made, those of removed keys lose their name.
    ///  4. `..data` names the new generation; the older one's directory loses its name.
    ///
    /// - Parameter now: Nanoseconds since 1970.
    mutating func commit(_ generation: Generation, now: Int64) -> TreeChange {
        var change = makeChange()
        let target = generation.target
        let root = makeRoot(of: target, now: now, &change)
        let old = volumes[NameBytes(target.description)]
        let look = Look(target: target, owner: FileOwner(group: target.group), now: now)

        let directory = makeGeneration(generation, in: root, look)
        var volume = VolumeNodes(target: target, root: root, generation: directory)
        volume.keys = settleKeys(of: generation, in: root, old?.keys ?? [:], look, &change)
        settleMountPoints(of: target, before: old?.target, in: root, look, &change)
        switchData(to: generation.name, in: root, now: now, &change)
        if let old, old.generation != directory {
            retire(old, in: root, &change)
        }
        volumes[NameBytes(target.description)] = volume
        nodes[root]?.modified = now
        if isKnown(root) { change.changedNodes.append(root) }
        return change
    }

    /// What all directories of a volume have in common.
    struct Look {
        var target: VolumeTarget
        var owner: FileOwner
        var now: Int64

        var directory: Node.Directory {
            Node.Directory(mode: target.group == nil ? 0o755 : 0o2755, uid: owner.uid, gid: owner.gid)
        }
    }

    /// The directories from the tree's root down to the volume's. See `Publishing.VolumeRoot` for their modes.
    private mutating func makeRoot(of target: VolumeTarget, now: Int64, _ change: inout TreeChange) -> NodeID {
        let volumeOwner = FileOwner(group: target.group)
        var current = NodeID.root
        var isAnnounced = false
        for (index, name) in target.path.enumerated() {
            let isRoot = index == target.path.count - 1
            var wanted = Node.Directory(mode: 0o755, uid: owner.uid, gid: owner.gid)
            if index == target.gate {
                let gateOwner = FileOwner(group: target.gateGroup)
                wanted = Node.Directory(
                    mode: target.gateGroup == nil ? 0o700 : 0o750,
                    uid: gateOwner.uid,
                    gid: gateOwner.gid
                )
            }
            if isRoot { wanted = Look(target: target, owner: volumeOwner, now: now).directory }
            if let existing = child(NameBytes(name), of: current), self[directory: existing] != nil {
                if isRoot || index == target.gate { settle(existing, wanted, &change) }
                current = existing
            } else {
                current = makeDirectory(wanted, named: name, in: current, now: now, &isAnnounced, &change)
            }
            if isRoot { _ = update(directory: current) { $0.isVolume = true } }
        }
        return current
    }

    private mutating func settle(_ id: NodeID, _ wanted: Node.Directory, _ change: inout TreeChange) {
        let differs = update(directory: id) { directory in
            let differs =
                directory.mode != wanted.mode || directory.uid != wanted.uid || directory.gid != wanted.gid
            (directory.mode, directory.uid, directory.gid) = (wanted.mode, wanted.uid, wanted.gid)
            return differs
        }
        if differs == true, isKnown(id) { change.changedNodes.append(id) }
    }

    /// - Parameter isAnnounced: Whether a directory above is new itself: nobody can be watching in there.
    mutating func makeDirectory(
        _ directory: Node.Directory,
        named name: String,
        in parent: NodeID,
        now: Int64,
        _ isAnnounced: inout Bool,
        _ change: inout TreeChange
    ) -> NodeID {
        let id = insert(.directory(directory), .directory, named: name, in: parent, modified: now)
        nodes[parent]?.modified = now
        if !isAnnounced, isKnown(parent) {
            announce(id, .makeDirectory, &change)
            change.changedNodes.append(parent)
        }
        isAnnounced = true
        return id
    }

    func announcing(_ id: NodeID) -> TreeChange.Name? {
        nodes[id].map { TreeChange.Name(parent: $0.parent, name: $0.name) }
    }

    /// Lets the helper make `id` before watchers' eyes.
    mutating func announce(_ id: NodeID, _ kind: VisibleChange.Kind, _ change: inout TreeChange) {
        guard let name = announcing(id) else { return }
        announce(name, .appearing(id), &change)
        change.visible.append(VisibleChange(kind: kind, path: path(of: id)))
    }

    // MARK: The generation's own directory

    private mutating func makeGeneration(_ generation: Generation, in root: NodeID, _ look: Look) -> NodeID {
        let name = generation.name.entry
        let directory: NodeID
        if let existing = child(NameBytes(name), of: root) {
            // The same generation in another place in memory.
            directory = existing
        } else {
            directory = insert(.directory(look.directory), .directory, named: name, in: root, modified: look.now)
        }
        for file in generation.files {
            let parent = makeParents(of: file.live.path, in: directory, look)
            let node = Node.File(file, in: generation, isKey: false)
            let name = file.live.path.components.last.map(String.init) ?? ""
            _ = insert(.file(node), .generationFile, named: name, in: parent, modified: file.modified)
        }
        return directory
    }

    private mutating func makeParents(of path: PayloadPath, in directory: NodeID, _ look: Look) -> NodeID {
        var current = directory
        for component in path.components.dropLast() {
            let name = String(component)
            if let existing = child(NameBytes(name), of: current) {
                current = existing
            } else {
                current = insert(.directory(look.directory), .directory, named: name, in: current, modified: look.now)
            }
        }
        return current
    }

    // MARK: Directories for other volumes

    private mutating func settleMountPoints(
        of target: VolumeTarget,
        before: VolumeTarget?,
        in root: NodeID,
        _ look: Look,
        _ change: inout TreeChange
    ) {
        let wanted = target.mountDirectories
        for path in wanted {
            var current = root
            var isAnnounced = false
            for component in path.utf8.split(separator: UInt8(ascii: "/")).map({ String(decoding: $0, as: UTF8.self) })
            {
                if let existing = child(NameBytes(component), of: current), self[directory: existing] != nil {
                    current = existing
                } else {
                    let directory = look.directory
                    current = makeDirectory(
                        directory,
                        named: component,
                        in: current,
                        now: look.now,
                        &isAnnounced,
                        &change
                    )
                }
            }
            _ = update(directory: current) { $0.isMountPoint = true }
        }
        let kept = Set(wanted.map { NameBytes($0) })
        for path in (before?.mountDirectories ?? []).reversed() where !kept.contains(NameBytes(path)) {
            guard let id = node(at: path, below: root) else { continue }
            _ = update(directory: id) { $0.isMountPoint = false }
            prune(id, upTo: root, &change)
        }
    }
}

extension Node.File {
    init(_ file: Generation.File, in generation: Generation, isKey: Bool) {
        self.init(
            content: file.live.content ?? .init(utf8: ""),
            mode: file.live.mode,
            uid: file.live.uid,
            gid: file.live.gid,
            identity: Node.Identity(volume: generation.target.path, path: file.live.path, generation: generation.name),
            isKey: isKey
        )
    }
}
