import Projection

/// What follows from the paths of a generation's files alone.
enum GenerationPaths {
    /// The directories that `files`, sorted by path, need; each once, parents first.
    static func directories(of files: [LiveFile]) -> [String] {
        var known: Set<String> = []
        var ordered: [String] = []
        for file in files where file.path.text.utf8.contains(UInt8(ascii: "/")) {
            for parent in parents(of: file.path) where known.insert(parent).inserted { ordered.append(parent) }
        }
        return ordered
    }

    /// `a`, `a/b` for `a/b/c`: every directory above a file, the topmost first.
    static func parents(of path: PayloadPath) -> [String] {
        let bytes = path.text.utf8
        return bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }.map { String(path.text[..<$0]) }
    }

    /// The names in the volume's root that the files are reached through. Sorted.
    static func links(of files: [LiveFile], except mountPoints: [String]) -> [String] {
        var names: [String] = []
        for file in files {
            let name = String(file.path.firstComponent)
            // Mostly there is no directory and each name comes once, or its files stand next to each other.
            if names.last != name { names.append(name) }
        }
        return Set(names).subtracting(mountPoints).sorted()
    }
}
