import Publishing

/// Everything that the filesystem shows: a plain value; nothing in here talks to the kernel.
///
/// A node lives for as long as it has a name, or the kernel knows it: what an application holds open stays what it is.
struct NodeTree {
    /// A name that the helper is about to make or to remove before watchers' eyes.
    struct Announcement {
        enum Kind {
            /// To the helper it is not there yet, so that it can be made. Others find it, but do not remember it.
            case appearing(NodeID)
            /// To the helper it is still there, so that it can be removed.
            case disappearing(NodeID)
            /// Everybody still finds it, and does not remember it: an older generation, until `..data` has moved for all.
            case fading(NodeID)
            /// `..data`: what it was, and what it becomes by a rename.
            case moving(from: NodeID?, to: NodeID)
        }

        var kind: Kind
        /// Which change it belongs to: another one may have announced the same name since.
        var serial: UInt64
    }

    var nodes: [NodeID: Node]
    var volumes: [NameBytes: VolumeNodes] = [:]
    var announcements: [TreeChange.Name: Announcement] = [:]
    /// Names of which an earlier process may not have told the kernel.
    var unsettledNames: [TreeChange.Name] = []
    /// Larger after each change of the tree.
    private(set) var lastSerial: UInt64 = 0
    /// Whether the kernel is taken to know every new node, from an earlier process whose tree is made again.
    var isRebuilding = false
    /// The user and group that directories belong to where no volume says otherwise.
    let owner: FileOwner

    init(rootMode: UInt16, rootOwner: (uid: UInt32, gid: UInt32)?, now: Int64) {
        owner = FileOwner(group: nil)
        let directory = Node.Directory(
            mode: rootMode,
            uid: rootOwner?.uid ?? owner.uid,
            gid: rootOwner?.gid ?? owner.gid
        )
        let root = Node(
            parent: .root,
            name: NameBytes(""),
            form: .directory,
            kind: .directory(directory),
            modified: now,
            lookups: 1
        )
        nodes = [.root: root]
    }

    subscript(directory id: NodeID) -> Node.Directory? {
        if case .directory(let directory) = nodes[id]?.kind { directory } else { nil }
    }

    func file(_ id: NodeID) -> Node.File? {
        if case .file(let file) = nodes[id]?.kind { file } else { nil }
    }

    func isKnown(_ id: NodeID) -> Bool { nodes[id]?.isKnown ?? false }

    func child(_ name: NameBytes, of parent: NodeID) -> NodeID? {
        guard case .directory(let directory) = nodes[parent]?.kind else { return nil }
        return directory.children[name]?.id
    }

    /// What is at `path` below `root`.
    func node(at path: String, below root: NodeID) -> NodeID? {
        var current = root
        for component in path.utf8.split(separator: UInt8(ascii: "/")) {
            guard let next = child(NameBytes(String(decoding: component, as: UTF8.self)), of: current) else {
                return nil
            }
            current = next
        }
        return current
    }

    /// Path from the tree's root, slashes between names.
    func path(of id: NodeID) -> [UInt8] {
        guard id != .root, let node = nodes[id] else { return [] }
        let parent = path(of: node.parent)
        return parent.isEmpty ? node.name.bytes : parent + [UInt8(ascii: "/")] + node.name.bytes
    }

    mutating func makeChange() -> TreeChange {
        lastSerial += 1
        return TreeChange(serial: lastSerial)
    }

    mutating func announce(_ name: TreeChange.Name, _ kind: Announcement.Kind, _ change: inout TreeChange) {
        announcements[name] = Announcement(kind: kind, serial: change.serial)
        change.announced.append(name)
    }

    // MARK: Making and removing nodes

    /// Changes the directory `id` in place.
    mutating func update<Result>(directory id: NodeID, _ body: (inout Node.Directory) -> Result) -> Result? {
        guard case .directory(var directory) = nodes[id]?.kind else { return nil }
        // Out of the table while it changes, so that its children are not copied.
        nodes[id]?.kind = .link("")
        defer { nodes[id]?.kind = .directory(directory) }
        return body(&directory)
    }

    /// Puts a new node under `name` into `parent`; the number of an older one of the same place and form is its own.
    mutating func insert(
        _ kind: Node.Kind,
        _ form: NodeID.Form,
        named name: String,
        in parent: NodeID,
        modified: Int64,
        isLinked: Bool = true
    ) -> NodeID {
        let bytes = NameBytes(name)
        var id = NodeID(bytes, form, in: parent)
        while let other = nodes[id], other.parent != parent || other.name != bytes || other.form != form {
            id = id.next
        }
        var node = Node(parent: parent, name: bytes, form: form, kind: kind, modified: modified)
        if let older = nodes[id] {
            node.lookups = older.lookups
            node.hasOldLookups = older.hasOldLookups
            node.holds = older.holds
        }
        node.isLinked = isLinked
        if isRebuilding { node.hasOldLookups = true }
        nodes[id] = node
        if isLinked {
            _ = update(directory: parent) { $0.children[bytes] = Node.Child(name: name, id: id) }
        }
        return id
    }

    /// Takes the name away; the node stays while the kernel knows it.
    mutating func unlink(_ id: NodeID) {
        guard let node = nodes[id] else { return }
        _ = update(directory: node.parent) { directory in
            if directory.children[node.name]?.id == id { directory.children[node.name] = nil }
        }
        nodes[id]?.isLinked = false
        dropIfUnused(id)
    }

    /// Removes a node that has no name and that the kernel does not know, and what is only reachable through it.
    mutating func dropIfUnused(_ id: NodeID) {
        guard id != .root, let node = nodes[id], !node.isLinked, !node.isKnown, node.holds == 0 else { return }
        nodes[id] = nil
        guard case .directory(let directory) = node.kind else { return }
        for child in directory.children.values {
            nodes[child.id]?.isLinked = false
            dropIfUnused(child.id)
        }
    }
}
