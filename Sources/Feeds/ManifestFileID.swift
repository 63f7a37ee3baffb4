/// One manifest file of a feed. The order is the order of precedence: the path as it was given, then the file's name.
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
        (left.path, left.name) < (right.path, right.name)
    }
}
