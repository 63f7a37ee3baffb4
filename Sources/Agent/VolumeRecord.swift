import Projection
import Publishing

/// What the agent remembers of one volume between two passes.
struct VolumeRecord: Sendable {
    var status: VolumeStatus
    /// Which source each live file came from; nil before the first publish of this process.
    var provenance: [PayloadPath: SourceReference]?
    var backoff = Backoff()
}
