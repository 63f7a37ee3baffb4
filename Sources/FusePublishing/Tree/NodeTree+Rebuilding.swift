import Publishing

extension NodeTree {
    /// Goes through everything that earlier processes have published and that is still in memory, in the same order, so
    /// that the kernel's nodes stand for what they stood for: also those that are open and have no name any more.
    ///
    /// The kernel is taken to know every node; `noteUnknown` corrects that.
    ///
    /// - Parameter generations: In the order of their sequence.
    /// - Returns: The generations that are their volumes' content.
    mutating func rebuild(from generations: [Generation], now: Int64) -> [Generation] {
        isRebuilding = true
        defer { isRebuilding = false }
        var newest: [NameBytes: Generation] = [:]
        for generation in generations {
            newest[NameBytes(generation.target.description)] = generation
            let wrong = settle(commit(generation, now: now))
            if generation.state == .live { unsettledNames += wrong }
        }
        // Of a volume that was removed an older generation may be left, which somebody has open.
        for generation in newest.values where generation.state == .withdrawn || generation.state == .superseded {
            _ = settle(withdraw(generation.target, now: now))
            newest[NameBytes(generation.target.description)] = nil
        }
        return newest.values.sorted { $0.sequence < $1.sequence }
    }

    /// What has lost its name, and the kernel may still find under it: the process that took the name away was killed before
    /// it could tell. Also each `..data`, which may lead to an older generation, and names that the kernel may hold for
    /// absent, because they were made just before.
    func lostNames() -> (files: [TreeChange.Retired], names: [TreeChange.Name]) {
        var files: [TreeChange.Retired] = []
        var names = unsettledNames
        for (id, node) in nodes where id != .root && !node.isLinked && node.isKnown {
            switch node.kind {
            case .file where node.form == .key:
                files.append(TreeChange.Retired(parent: node.parent, child: id, name: node.name))
            case .file, .directory: names.append(TreeChange.Name(parent: node.parent, name: node.name))
            case .link: break
            }
        }
        for volume in volumes.values where isKnown(volume.root) {
            names.append(TreeChange.Name(parent: volume.root, name: Self.dataName))
        }
        return (files, names)
    }

    /// Tells of a volume's whole content: an earlier process has switched to it and was killed before it could tell.
    mutating func announceAgain(_ target: VolumeTarget, now: Int64) -> TreeChange {
        var change = makeChange()
        guard let volume = volumes[NameBytes(target.description)] else { return change }
        for id in volume.keys.values { touch(id, &change) }
        if let data = child(Self.dataName, of: volume.root), case .link(let name) = nodes[data]?.kind,
            let name = GenerationName(entry: name)
        {
            announceSwitch(to: name, in: volume.root, from: data, now: now, &change)
        }
        if isKnown(volume.root) {
            change.changedNodes.append(volume.root)
            // Names that came or went unseen.
            for name in volume.keys.values.compactMap(announcing) { change.changedNames.append(name) }
        }
        return change
    }
}
