/// What a `VolumeWatcher` has to tell.
package enum VolumeEvent: Equatable, Sendable {
    /// The directory is not there yet; the nearest one above it that is.
    case waiting(at: String)
    /// The directory was there and is not any more, or something else is in its place that cannot be read.
    case gone
    /// The directory has come, for the first time or again.
    case appeared
    /// It was there from the start, and this was in it.
    case initial(VolumeSnapshot)
    case changed(VolumeChange)
    /// There is another generation with the same files: what was told is still right.
    case renewed
}
