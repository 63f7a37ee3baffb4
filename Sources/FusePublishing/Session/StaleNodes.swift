import Synchronization

/// Nodes about which the kernel has to be told or asked something, by another thread than the one that serves: the kernel
/// could wait for that one.
final class StaleNodes: Sendable {
    struct Work {
        /// Old bytes of these may be in the page cache: whoever read an old version in pieces has finished, and a mapping
        /// of the same file must not keep a piece of it.
        var stale: Set<NodeID> = []
        /// It is in doubt whether the kernel knows these.
        var doubtful: Set<NodeID> = []
    }

    private let waiting = Mutex(Work())
    private let ring: @Sendable () -> Void

    /// - Parameter ring: Called for each node that is added.
    init(ring: @escaping @Sendable () -> Void) {
        self.ring = ring
    }

    func add(stale id: NodeID) {
        waiting.withLock { _ = $0.stale.insert(id) }
        ring()
    }

    func add(doubtful id: NodeID) {
        waiting.withLock { _ = $0.doubtful.insert(id) }
        ring()
    }

    func takeAll() -> Work {
        waiting.withLock { waiting in
            defer { waiting = Work() }
            return waiting
        }
    }
}
