import KubeObjects

/// The latest changes, in order, as many as fit: what a watcher that was away for a moment can catch up with.
struct ChangeHistory: Sendable {
    /// Changes that are kept at most.
    static let maximumCount = 8192
    /// Bytes of their objects that are kept at most; but the newest change always is.
    static let maximumSize = 4 << 20

    private var changes: [Change] = []
    /// Where the kept ones begin in `changes`: dropping is cheap, and compacted now and then.
    private var start = 0
    private var size = 0
    /// Every change after this revision is here.
    private(set) var floor: UInt64

    init(floor: UInt64) {
        self.floor = floor
    }

    mutating func append(_ change: Change) {
        changes.append(change)
        size += change.size
        while changes.count - start > 1, changes.count - start > Self.maximumCount || size > Self.maximumSize {
            floor = changes[start].revision
            size -= changes[start].size
            start += 1
        }
        if start > 1024, start * 2 > changes.count {
            changes.removeFirst(start)
            start = 0
        }
    }

    /// The changes after `revision`; nil where some of them are not kept any more.
    func changes(after revision: UInt64) -> ArraySlice<Change>? {
        guard revision >= floor else { return nil }
        // Revisions grow along the array.
        var low = start
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].revision <= revision { low = middle + 1 } else { high = middle }
        }
        return changes[low...]
    }
}
