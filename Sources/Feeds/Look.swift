/// What the feed looks at in one step; all that comes of it takes effect together.
struct Look {
    /// Paths to look over because it is time, not because of an event: what is missing now is missing.
    var paths: Set<Int> = []
    /// Files whose time to come back is over.
    var checks: Set<ManifestFileID> = []
    /// What events ask for: something may be in the middle of a change.
    var events = WatchWork()
    /// Files are read even where they look unchanged.
    var rereadsAll = false
}

/// A file to read in a step.
struct LookedAtFile {
    enum Occasion {
        /// An event: the file may be in the middle of a change, of which another event will tell.
        case event
        /// A look at everything.
        case look
        /// The end of the file's time to come back.
        case check
    }

    var file: ManifestFileID
    var path: String
    var occasion: Occasion
}
