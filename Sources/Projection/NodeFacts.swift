/// What the machine has, for `resourceFieldRef: limits.*` of a container that sets no limit.
///
/// Source: kubelet pkg/api/v1/resource MergeContainerResourceLimits: an unset limit is the node's allocatable amount.
package struct NodeFacts: Hashable, Sendable {
    package var processors: Int
    /// Bytes.
    package var memory: Int64
    /// Bytes of the root filesystem.
    package var ephemeralStorage: Int64

    package init(processors: Int, memory: Int64, ephemeralStorage: Int64) {
        self.processors = processors
        self.memory = memory
        self.ephemeralStorage = ephemeralStorage
    }
}
