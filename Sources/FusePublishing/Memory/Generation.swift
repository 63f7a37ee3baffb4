import CLinux
import KubeObjects
import Projection
import Publishing

/// One generation of a volume: everything about it in one extent of the arena, so that it can be found again there.
struct Generation: Sendable {
    /// A file of the generation; its content lies in the extent.
    struct File: Sendable {
        var live: LiveFile
        /// Nanoseconds since 1970: when bytes, mode or owner last became other ones.
        var modified: Int64
    }

    var target: VolumeTarget
    var name: GenerationName
    /// Larger than that of every older generation of the arena.
    var sequence: UInt64
    /// Sorted by path.
    var files: [File]
    let extent: Extent

    /// How far it has come. A store is one write to memory, of which a process that takes over sees all or nothing;
    /// everything that was written before it is there as well.
    var state: RecordState {
        get { RecordState(rawValue: clinux_load(extent.bytes.baseAddress, Record.stateOffset)) ?? .unfinished }
        nonmutating set { clinux_store(extent.bytes.baseAddress, Record.stateOffset, newValue.rawValue) }
    }
}
