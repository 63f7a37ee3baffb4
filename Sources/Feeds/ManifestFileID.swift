/// One manifest file of a feed. The order is the order of precedence: the path as it was given, then the file's name.
///
/// Names are compared by their bytes, as the filesystem does: two spellings of the same letter are two files.
package struct ManifestFileID: Hashable, Sendable, Comparable {
    /// Which of the feed's paths, counted from 0.
    package var path: Int
    /// The file's name in the directory; empty where the path is the file itself.
    package var name: String

    package init(path: Int, name: String = "") {
        self.path = path
        self.name = name
    }

    package static func < (left: ManifestFileID, right: ManifestFileID) -> Bool {
        guard left.path == right.path else { return left.path < right.path }
        return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }

    package static func == (left: ManifestFileID, right: ManifestFileID) -> Bool {
        left.path == right.path && left.name.utf8.elementsEqual(right.name.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(path)
        for byte in name.utf8 { hasher.combine(byte) }
    }
}
