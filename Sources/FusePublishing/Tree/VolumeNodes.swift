import Projection
import Publishing

/// Where a volume's things are among the nodes.
struct VolumeNodes {
    var target: VolumeTarget
    var root: NodeID
    /// The key's own files.
    var keys: [PayloadPath: NodeID] = [:]
    /// The directory of the generation that `..data` names.
    var generation: NodeID
}
