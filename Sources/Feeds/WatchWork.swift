/// What a batch of events asks for; everything once, however many events said so.
struct WatchWork: Equatable, Sendable {
    /// Events were lost.
    var everything = false
    /// Paths to follow and list anew.
    var paths: Set<Int> = []
    /// Paths of which a part was on a filesystem that was unmounted.
    var unmounted: Set<Int> = []
    /// Paths whose directory was removed or moved.
    var replaced: Set<Int> = []
    /// Files whose new content is complete.
    var complete: Set<ManifestFileID> = []
    /// Names that came into being; whether there is content behind them already is to be found out.
    var created: Set<ManifestFileID> = []
    /// Names that went, or were replaced.
    var gone: Set<ManifestFileID> = []
    /// Files whose mode, owner or link count changed.
    var attributes: Set<ManifestFileID> = []
}
