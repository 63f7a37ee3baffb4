import LinuxSystem
import Projection

extension AtomicWriter {
    /// Step 1: reads what the root holds and removes what a killed or failed writer left.
    ///
    /// Live files are read only where all else about them is what `payload` wants.
    func recover(
        _ root: borrowing Directory,
        for payload: Payload,
        of target: VolumeTarget
    ) throws(PublishError) -> LiveVolume {
        let entries: [DirectoryEntry]
        do throws(SystemError) { entries = try root.entries() } catch { throw .system(error) }
        let data = entries.first { $0.name == Self.dataName }
        if let data, data.kind != .link { throw .occupied(path: data.name, found: "\(data.kind)") }
        do throws(SystemError) {
            var live = LiveVolume()
            if data != nil, let name = GenerationName(entry: try root.destination(ofLink: Self.dataName)) {
                live = try LiveVolume(reading: name, in: root, for: payload, owner: FileOwner(group: target.group))
            }
            try sweep(entries, &live, in: root)
            live.mountPoints = try mountPoints(entries, in: root, of: target)
            return live
        } catch {
            throw .system(error)
        }
    }

    /// The plain directories below the root that the target wants; and those with nothing but directories in them, which
    /// it, or an earlier manifest's, wanted once. Not what is in a mount point: that is another volume's.
    private func mountPoints(
        _ entries: [DirectoryEntry],
        in directory: borrowing Directory,
        below prefix: String = "",
        of target: VolumeTarget
    ) throws(SystemError) -> [String] {
        let points = Set(target.mountPoints.map { NameBytes($0) })
        let wanted = Set(target.mountDirectories.map { NameBytes($0) })
        var found: [String] = []
        for entry in entries where entry.kind == .directory && VolumeTarget.isName(entry.name) {
            let path = prefix + entry.name
            if points.contains(NameBytes(path)) {
                found.append(path)
                continue
            }
            let child = try directory.open(entry.name)
            let children = try child.entries()
            let below = try mountPoints(children, in: child, below: path + "/", of: target)
            let known = Set(below.map { NameBytes($0) })
            let holdsNothingElse = children.allSatisfy { known.contains(NameBytes("\(path)/\($0.name)")) }
            if holdsNothingElse || wanted.contains(NameBytes(path)) { found += [path] + below }
        }
        return found.sortedByBytes()
    }

    /// Removes stale entries and notes the good links.
    private func sweep(
        _ entries: [DirectoryEntry],
        _ live: inout LiveVolume,
        in root: borrowing Directory
    ) throws(SystemError) {
        let names = Set(live.files.map { NameBytes($0.path.firstComponent) })
        for entry in entries {
            if entry.name == Self.temporaryName {
                try root.removeTree(entry.name)
            } else if let generation = GenerationName(entry: entry.name) {
                if generation == live.generation { continue }
                try root.removeTree(entry.name)
            } else if entry.kind == .link, try Self.isLinkToKey(entry.name, in: root) {
                if names.contains(NameBytes(entry.name)) {
                    live.links.append(entry.name)
                    continue
                }
                try root.unlink(entry.name)
            } else {
                continue
            }
            try probe?(.swept(entry.name))
        }
        live.links = live.links.sortedByBytes()
    }
}
