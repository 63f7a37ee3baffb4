import LinuxSystem

/// What somebody wants to know of one watched inode.
enum WatchInterest: Hashable, Sendable {
    /// The manifests in this directory.
    case contents
    /// The file of this name in this directory.
    case target(String)
    /// Whether this name, a directory or a symlink on the way to the manifests, comes, goes or changes.
    case entry(String)
    /// Whether this directory itself goes.
    case itself
    /// When the last writer of this file closes it.
    case writer

    /// Creation alone says nothing about a file that has yet to be written, but all about links. A changed mode may make
    /// a file readable.
    var mask: InotifyMask {
        switch self {
        case .contents, .target:
            [.closeWrite, .movedTo, .movedFrom, .delete, .create, .attributes, .moveSelf, .deleteSelf, .onlyDirectory]
        case .entry:
            [.create, .delete, .movedTo, .movedFrom, .attributes, .moveSelf, .deleteSelf, .onlyDirectory]
        case .itself: [.moveSelf, .deleteSelf, .onlyDirectory]
        case .writer: [.closeWrite, .noFollow]
        }
    }
}

/// On whose behalf an inode is watched.
enum WatchOwner: Hashable, Sendable {
    /// One of the feed's paths.
    case path(Int)
    /// A file that is a symlink.
    case link(ManifestFileID)
    /// A file that somebody has open for writing.
    case writer(ManifestFileID)

    /// The file, or the path's own.
    var file: ManifestFileID {
        switch self {
        case .path(let path): ManifestFileID(path: path)
        case .link(let file), .writer(let file): file
        }
    }

    /// Which of the feed's paths, counted from 0.
    var path: Int { file.path }
}
