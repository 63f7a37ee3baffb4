import Projection
import Publishing

extension NodeTree {
    /// Takes a volume away: all its files at once, then the directories above it as far as they are empty.
    mutating func withdraw(_ target: VolumeTarget, now: Int64) -> TreeChange {
        var change = makeChange()
        guard let volume = volumes.removeValue(forKey: NameBytes(target.description)) else { return change }
        let directories = volume.keys.sorted { $0.key < $1.key }.compactMap { remove($0.value, &change) }
        for directory in directories { prune(directory, upTo: volume.root, &change) }
        unlinkData(of: volume, &change)
        retire(volume, in: volume.root, &change)
        for path in volume.target.mountDirectories.reversed() {
            guard let id = node(at: path, below: volume.root) else { continue }
            _ = update(directory: id) { $0.isMountPoint = false }
            prune(id, upTo: volume.root, &change)
        }
        _ = update(directory: volume.root) { $0.isVolume = false }
        nodes[volume.root]?.modified = now
        if isKnown(volume.root) { change.changedNodes.append(volume.root) }
        prune(volume.root, upTo: .root, &change)
        return change
    }

    private mutating func unlinkData(of volume: VolumeNodes, _ change: inout TreeChange) {
        guard let data = child(Self.dataName, of: volume.root) else { return }
        _ = update(directory: volume.root) { $0.children[Self.dataName] = nil }
        nodes[data]?.isLinked = false
        if isKnown(volume.root) {
            let name = TreeChange.Name(parent: volume.root, name: Self.dataName)
            hide(data, as: name, path: path(of: volume.root) + Array("/..data".utf8), &change)
        }
        dropIfUnused(data)
    }

    /// A generation that is not the volume's any more loses its name. Whoever has it open keeps it whole.
    mutating func retire(_ volume: VolumeNodes, in root: NodeID, _ change: inout TreeChange) {
        guard let node = nodes[volume.generation] else { return }
        if node.isKnown || isKnown(root) {
            // Whoever has just read `..data` finds it once more, and so does the helper.
            hold(volume.generation, &change)
            announce(TreeChange.Name(parent: root, name: node.name), .fading(volume.generation), &change)
        }
        if node.isKnown {
            change.visible.append(VisibleChange(kind: .stamp, path: path(of: volume.generation)))
            addRetired(in: volume.generation, &change)
        }
        unlink(volume.generation)
    }

    private func addRetired(in directory: NodeID, _ change: inout TreeChange) {
        for child in self[directory: directory]?.children.values ?? [:].values {
            guard let node = nodes[child.id] else { continue }
            switch node.kind {
            case .directory: addRetired(in: child.id, &change)
            case .file where node.isKnown:
                change.retired.append(TreeChange.Retired(parent: directory, child: child.id, name: node.name))
            case .file, .link: break
            }
        }
    }

    /// Takes a key's file away. The directories above it stay.
    ///
    /// - Returns: The directory that it was in.
    mutating func remove(_ id: NodeID, _ change: inout TreeChange) -> NodeID? {
        guard let node = nodes[id] else { return nil }
        hideIfWatched(id, &change)
        unlink(id)
        return node.parent
    }

    /// Removes `id`, and then its parents below `top`, as far as they are empty directories that nobody wants.
    ///
    /// The kernel is only told to look the names up anew: to it a directory that was removed before its eyes is dead for
    /// ever, and so would be the next one of the same name, which has the same number.
    mutating func prune(_ id: NodeID, upTo top: NodeID, _ change: inout TreeChange) {
        var current = id
        while current != top, current != .root, let node = nodes[current], case .directory(let directory) = node.kind,
            directory.children.isEmpty, !directory.isVolume, !directory.isMountPoint
        {
            if node.isKnown || isKnown(node.parent) {
                // The helper's way to what it has to remove in there.
                let name = TreeChange.Name(parent: node.parent, name: node.name)
                announce(name, .disappearing(current), &change)
                hold(current, &change)
                if isKnown(node.parent) { change.changedNodes.append(node.parent) }
            }
            unlink(current)
            current = node.parent
        }
    }

    /// Lets the helper remove `id` before watchers' eyes, where there can be any.
    private mutating func hideIfWatched(_ id: NodeID, _ change: inout TreeChange) {
        guard let node = nodes[id], node.isKnown || isKnown(node.parent) else { return }
        let name = TreeChange.Name(parent: node.parent, name: node.name)
        hide(id, as: name, path: path(of: id), &change)
    }

    private mutating func hide(
        _ id: NodeID,
        as name: TreeChange.Name,
        path: [UInt8],
        _ change: inout TreeChange
    ) {
        announce(name, .disappearing(id), &change)
        hold(id, &change)
        change.visible.append(VisibleChange(kind: .unlink, path: path))
        if isKnown(name.parent) { change.changedNodes.append(name.parent) }
    }

    /// Keeps a node for the helper's look-up, although it has lost its name and the kernel may not know it.
    mutating func hold(_ id: NodeID, _ change: inout TreeChange) {
        guard nodes[id] != nil else { return }
        nodes[id]?.holds += 1
        change.held.append(id)
    }

    /// Ends what `change` has announced, whether the helper has come to it or not.
    ///
    /// - Returns: The names that the kernel may have wrong.
    mutating func settle(_ change: TreeChange) -> [TreeChange.Name] {
        var wrong = change.changedNames
        for name in change.announced {
            guard announcements[name]?.serial == change.serial else { continue }
            announcements[name] = nil
            wrong.append(name)
        }
        for id in change.held {
            nodes[id]?.holds -= 1
            dropIfUnused(id)
        }
        return wrong
    }
}
