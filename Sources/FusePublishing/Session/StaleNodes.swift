import Synchronization

/// Nodes whose old bytes the kernel may have in its page cache: whoever read an old version in pieces has finished, and a
/// mapping of the same file must not keep a piece of it.
///
/// Filled by the thread that serves the filesystem, which must not tell the kernel itself: the kernel could wait for it.
final class StaleNodes: Sendable {
    private let waiting = Mutex<Set<NodeID>>([])
    private let ring: @Sendable () -> Void

    /// - Parameter ring: Called for each node that is added.
    init(ring: @escaping @Sendable () -> Void) {
        self.ring = ring
    }

    func add(_ id: NodeID) {
        waiting.withLock { _ = $0.insert(id) }
        ring()
    }

    func takeAll() -> Set<NodeID> {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
