/// What changes among the names of a volume's root beside `..data`: the links to keys and the mount points.
package struct VolumeNames: Equatable, Sendable {
    /// All names that are links after the publish. Sorted.
    package var links: [String]
    /// All paths that are plain directories after the publish. Sorted, parents first.
    package var mountPoints: [String]
    var addedLinks: [String]
    var removedLinks: [String]
    var addedMountPoints: [String]
    var removedMountPoints: [String]

    init(of next: NextGeneration, mountPoints: [String], after live: LiveVolume) {
        links = GenerationPaths.links(of: next.files, except: mountPoints)
        self.mountPoints = mountPoints
        addedLinks = Self.items(of: links, notIn: live.links)
        addedMountPoints = Self.items(of: mountPoints, notIn: live.mountPoints)
        // A name that changes sides is not removed: the new one takes the old one's place.
        removedLinks = Self.items(of: Self.items(of: live.links, notIn: links), notIn: mountPoints)
        let taken = Set(links.map { NameBytes($0) })
        removedMountPoints = Self.items(of: live.mountPoints, notIn: mountPoints).filter { path in
            !taken.contains(NameBytes(GenerationPaths.parents(of: path).first ?? path))
        }
    }

    package var areUnchanged: Bool {
        addedLinks.isEmpty && removedLinks.isEmpty && addedMountPoints.isEmpty && removedMountPoints.isEmpty
    }

    private static func items(of list: [String], notIn other: [String]) -> [String] {
        if list.isEmpty || list.elementsEqual(other, by: { $0.hasSameBytes(as: $1) }) { return [] }
        let known = Set(other.map { NameBytes($0) })
        return list.filter { !known.contains(NameBytes($0)) }
    }
}
