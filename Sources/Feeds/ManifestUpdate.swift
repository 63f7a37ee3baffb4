package import KubeObjects

/// What has been found out about one manifest file.
package struct ManifestUpdate: Sendable {
    package enum Finding: Sendable {
        /// The file was read. It takes effect where it has no errors.
        case read(Manifest)
        /// The file could not be read: its last good objects stay, and this is why.
        case refused(FeedProblem)
        /// The file is away, maybe for the moment in which an editor replaces it: its objects and problems stay
        /// until it comes back or is `removed`; another file may claim the objects meanwhile.
        case away
        /// The file is gone and its objects with it.
        case removed
    }

    package var file: ManifestFileID
    package var finding: Finding

    package init(_ file: ManifestFileID, _ finding: Finding) {
        self.file = file
        self.finding = finding
    }
}
