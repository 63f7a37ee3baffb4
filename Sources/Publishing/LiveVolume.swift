import Projection

/// What the writer knows of a volume: the generation that `..data` names, and what else stands in the root.
package struct LiveVolume: Equatable, Sendable {
    /// Nil before the first write.
    package var generation: GenerationName?
    /// Sorted by path.
    package var files: [LiveFile] = []
    /// The group that root and generation belong to, where the target has one.
    package var group: UInt32?
    /// Names that are links into `..data`. Sorted.
    package var links: [String] = []
    /// Paths that are plain directories because another volume is mounted there, or below. Sorted, parents first.
    package var mountPoints: [String] = []
    /// Whether the generation holds anything that the writer would not have put there. It is never taken for equal.
    package var isIrregular = false

    package init(
        generation: GenerationName? = nil,
        files: [LiveFile] = [],
        group: UInt32? = nil,
        links: [String] = [],
        mountPoints: [String] = []
    ) {
        self.generation = generation
        self.files = files
        self.group = group
        self.links = links
        self.mountPoints = mountPoints
    }

    /// Directories of the generation, parents first.
    var directories: [String] { GenerationPaths.directories(of: files) }

    /// Whether it takes a look at the filesystem to say if `payload` is another content: it names a file that stayed
    /// from an earlier process, unread.
    func mustBeRead(for payload: Payload) -> Bool {
        let unread = Set(files.lazy.filter { $0.content == nil }.map(\.path))
        return !unread.isEmpty && payload.files.contains { unread.contains($0.path) }
    }
}
