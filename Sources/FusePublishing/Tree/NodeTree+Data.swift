import Publishing

/// The link `..data`.
extension NodeTree {
    mutating func switchData(
        to name: GenerationName,
        in root: NodeID,
        now: Int64,
        _ change: inout TreeChange
    ) {
        let old = child(Self.dataName, of: root)
        if let old, case .link(name.entry) = nodes[old]?.kind { return }
        // Named for the generation, so that the number changes with what it says; the kernel keeps what a link says.
        let data = insert(.link(name.entry), .link, named: name.entry, in: root, modified: now, isLinked: false)
        setData(data, in: root)
        announceSwitch(to: name, in: root, from: old, now: now, &change)
        if let old {
            nodes[old]?.isLinked = false
            dropIfUnused(old)
        }
    }

    /// Lets the helper rename a link over `..data`. It is another node with the same destination, or the kernel would see
    /// nothing to do.
    mutating func announceSwitch(
        to name: GenerationName,
        in root: NodeID,
        from old: NodeID?,
        now: Int64,
        _ change: inout TreeChange
    ) {
        guard isKnown(root) else { return }
        let moved = insert(.link(name.entry), .movedLink, named: name.entry, in: root, modified: now, isLinked: false)
        hold(moved, &change)
        if let old { hold(old, &change) }
        let entry = TreeChange.Name(parent: root, name: Self.dataName)
        announce(entry, .moving(from: old, to: moved), &change)
        change.visible.append(VisibleChange(kind: .switchData, path: path(of: root)))
    }

    mutating func setData(_ id: NodeID, in root: NodeID) {
        _ = update(directory: root) { $0.children[Self.dataName] = .init(name: AtomicWriter.dataName, id: id) }
        nodes[id]?.isLinked = true
    }

    static let dataName = NameBytes(AtomicWriter.dataName)
}
