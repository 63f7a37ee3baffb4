import Publishing

extension NodeTree {
    /// What a name stands for, to one who asks.
    struct Finding: Equatable {
        /// Nil where there is nothing.
        var id: NodeID?
        /// Whether the kernel may remember it.
        var isLasting: Bool
    }

    /// The virtual name that the helper renames over `..data`.
    static let temporaryName = NameBytes(AtomicWriter.temporaryName)

    /// Looks `name` up in `parent`.
    ///
    /// - Parameter isHelper: Whether the events helper asks: names that it is about to make or remove are to it as they
    ///   were before.
    func find(_ name: NameBytes, in parent: NodeID, isHelper: Bool) -> Finding {
        if name == Self.temporaryName {
            // Never to be remembered: the helper of a process that was killed may ask once more, and gets no for an answer.
            let entry = TreeChange.Name(parent: parent, name: Self.dataName)
            guard isHelper, case .moving(_, let new) = announcements[entry]?.kind else {
                return Finding(id: nil, isLasting: false)
            }
            return Finding(id: new, isLasting: false)
        }
        let child = child(name, of: parent)
        guard !announcements.isEmpty, let announcement = announcements[.init(parent: parent, name: name)] else {
            return Finding(id: child, isLasting: true)
        }
        switch announcement.kind {
        case .appearing(let new): return Finding(id: isHelper ? nil : new, isLasting: false)
        case .fading(let old): return Finding(id: old, isLasting: false)
        case .disappearing(let old): return Finding(id: isHelper ? old : nil, isLasting: isHelper)
        case .moving(let old, _): return Finding(id: isHelper ? old : child, isLasting: true)
        }
    }

    // MARK: What the helper asks for

    /// The helper makes `name`, which is there already. Nil where it was not announced.
    mutating func appear(_ name: NameBytes, in parent: NodeID) -> NodeID? {
        let entry = TreeChange.Name(parent: parent, name: name)
        guard case .appearing(let id) = announcements[entry]?.kind else { return nil }
        announcements[entry] = nil
        return id
    }

    /// The helper removes `name`, which is gone already.
    mutating func disappear(_ name: NameBytes, in parent: NodeID) {
        let entry = TreeChange.Name(parent: parent, name: name)
        if case .disappearing = announcements[entry]?.kind { announcements[entry] = nil }
    }

    /// The helper renames `..data_tmp` over `..data` in `parent`: the link that is shown from now on is that one.
    /// False where no switch was announced.
    mutating func moveData(in parent: NodeID) -> Bool {
        let entry = TreeChange.Name(parent: parent, name: Self.dataName)
        guard case .moving(_, let moved) = announcements[entry]?.kind else { return false }
        announcements[entry] = nil
        let before = child(Self.dataName, of: parent)
        setData(moved, in: parent)
        if let before, before != moved {
            nodes[before]?.isLinked = false
            dropIfUnused(before)
        }
        return true
    }

    // MARK: What the kernel knows

    /// Notes that the kernel was told of `id` once more.
    mutating func noteLookup(of id: NodeID) {
        nodes[id]?.lookups += 1
    }

    /// Notes that the kernel has forgotten `count` of the times that it was told of `id`.
    ///
    /// - Returns: Whether it is in doubt if the kernel still knows it: it counts those of earlier processes too, and what
    ///   it was told since may have come after or before. Ask it, and say what came out by `noteUnknown`.
    @discardableResult
    mutating func forget(_ id: NodeID, _ count: UInt64) -> Bool {
        guard id != .root, let node = nodes[id] else { return false }
        guard count > node.lookups else {
            nodes[id]?.lookups -= count
            dropIfUnused(id)
            return false
        }
        if node.lookups > 0 { return true }
        nodes[id]?.hasOldLookups = false
        dropIfUnused(id)
        return false
    }

    /// Notes that the kernel does not know `id`: it was asked when it had been told of it `lookups` times by this process.
    mutating func noteUnknown(_ id: NodeID, lookups: UInt64) {
        guard let node = nodes[id] else { return }
        nodes[id]?.hasOldLookups = false
        // Otherwise it was told of it once more in between. Or is being told just now: one that has a name is found again.
        if node.lookups == lookups, !node.isLinked { nodes[id]?.lookups = 0 }
        dropIfUnused(id)
    }
}
