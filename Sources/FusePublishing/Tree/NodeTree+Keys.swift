import KubeObjects
import Projection
import Publishing

/// The keys' own files.
extension NodeTree {
    mutating func settleKeys(
        of generation: Generation,
        in root: NodeID,
        _ old: [PayloadPath: NodeID],
        _ look: Look,
        _ change: inout TreeChange
    ) -> [PayloadPath: NodeID] {
        let mountPoints = Set(look.target.mountDirectories.map { NameBytes($0) })
        let files = generation.files.filter { !mountPoints.contains(NameBytes($0.live.path.text)) }
        let emptied = removeKeys(old, except: files, upTo: root, &change)
        var keys: [PayloadPath: NodeID] = [:]
        keys.reserveCapacity(generation.files.count)
        var touched: [NodeID] = []
        for file in files {
            let node = Node.File(file, in: generation, isKey: true)
            if let id = old[file.live.path], nodes[id] != nil {
                let isOther = nodes[id]?.modified != file.modified
                nodes[id]?.kind = .file(node)
                nodes[id]?.modified = file.modified
                keys[file.live.path] = id
                if isOther { touched.append(id) }
            } else {
                keys[file.live.path] = makeKey(node, at: file, below: root, look, &change)
            }
        }
        for id in touched { touch(id, &change) }
        for directory in emptied { prune(directory, upTo: root, &change) }
        return keys
    }

    /// Takes away the keys that are not among `files`; and the directories above them where one of `files` has their place.
    ///
    /// - Returns: Directories that may be empty now. They stay until the new keys are there, for whoever watches them.
    private mutating func removeKeys(
        _ old: [PayloadPath: NodeID],
        except files: [Generation.File],
        upTo root: NodeID,
        _ change: inout TreeChange
    ) -> [NodeID] {
        let kept = Set(files.map(\.live.path))
        var emptied: [NodeID] = []
        for (path, id) in old.sorted(by: { $0.key < $1.key }) where !kept.contains(path) {
            guard let directory = remove(id, &change) else { continue }
            let isNeeded = GenerationPaths.parents(of: path).contains {
                (try? PayloadPath($0)).map(kept.contains) ?? false
            }
            if isNeeded { prune(directory, upTo: root, &change) } else { emptied.append(directory) }
        }
        return emptied
    }

    /// Tells of a key's other content.
    mutating func touch(_ id: NodeID, _ change: inout TreeChange) {
        guard let node = nodes[id], case .file(let file) = node.kind, node.isKnown || isKnown(node.parent) else {
            return
        }
        if node.isKnown { change.changedNodes.append(id) }
        change.visible.append(VisibleChange(kind: .touch, path: path(of: id), size: file.content.count))
    }

    private mutating func makeKey(
        _ node: Node.File,
        at file: Generation.File,
        below root: NodeID,
        _ look: Look,
        _ change: inout TreeChange
    ) -> NodeID {
        var parent = root
        var isAnnounced = false
        for component in file.live.path.components.dropLast() {
            let name = String(component)
            if let existing = child(NameBytes(name), of: parent), self[directory: existing] != nil {
                parent = existing
            } else {
                parent = makeDirectory(look.directory, named: name, in: parent, now: look.now, &isAnnounced, &change)
            }
        }
        let name = file.live.path.components.last.map(String.init) ?? ""
        let id = insert(.file(node), .key, named: name, in: parent, modified: file.modified)
        nodes[parent]?.modified = look.now
        if !isAnnounced, isKnown(parent) {
            announce(id, .create, &change)
            change.changedNodes.append(parent)
        }
        return id
    }
}
