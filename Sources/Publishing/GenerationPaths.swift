package import Projection

/// What follows from the paths of a generation's files alone.
package enum GenerationPaths {
    /// The directories that `files`, sorted by path, need; each once, parents first.
    package static func directories(of files: [LiveFile]) -> [String] {
        var known: Set<NameBytes> = []
        var ordered: [String] = []
        for file in files where file.path.text.utf8.contains(UInt8(ascii: "/")) {
            ordered += parents(of: file.path).filter { known.insert(NameBytes($0)).inserted }
        }
        return ordered
    }

    /// `a`, `a/b` for `a/b/c`: every directory above a file, the topmost first.
    package static func parents(of path: PayloadPath) -> [String] { parents(of: path.text) }

    package static func parents(of path: String) -> [String] {
        let bytes = path.utf8
        return bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }.map { String(path[..<$0]) }
    }

    /// The names in the volume's root that `files`, sorted by path, are reached through. Sorted by bytes.
    package static func links(of files: [LiveFile], except mountPoints: [String]) -> [String] {
        var names: [String] = []
        for file in files {
            let name = file.path.firstComponent
            // All files of one directory stand next to each other.
            if let last = names.last, last.hasSameBytes(as: name) { continue }
            names.append(String(name))
        }
        let shadowed = Set(mountPoints.map { NameBytes($0) })
        return names.filter { shadowed.isEmpty || !shadowed.contains(NameBytes($0)) }.sortedByBytes()
    }
}
