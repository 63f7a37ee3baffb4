import KubeObjects

/// Files and directories that applications have open, by the handle that the kernel gives back with each request.
struct OpenFiles {
    /// What one open file reads: the content that it began with.
    struct Pin {
        var content: SecretBytes
        /// When that content came: to tell whether it is still the key's.
        var modified: Int64
    }

    private var pins: [UInt64: Pin] = [:]
    private var listings: [UInt64: [NodeTree.Entry]] = [:]
    /// The listings that were made since the tree last changed: however many have a directory open, it is one in memory.
    private var recent: (serial: UInt64, listings: [NodeID: [NodeTree.Entry]]) = (0, [:])
    private var next: UInt64

    /// - Parameter first: Larger than any handle of an earlier process: the kernel may still have some of those.
    init(first: UInt64) {
        next = first
    }

    mutating func makeHandle() -> UInt64 {
        next += 1
        return next
    }

    /// The content to read from: a read from the start takes up the key's present one; a later part is of the same content
    /// as the start was, so that whoever reads a file in pieces gets one whole version.
    mutating func content(for handle: UInt64, offset: Int, current: Pin) -> Pin {
        if offset > 0, let pin = pins[handle] { return pin }
        pins[handle] = current
        return current
    }

    /// What is in `directory`; nil where it is none.
    mutating func listing(of directory: NodeID, in tree: NodeTree) -> [NodeTree.Entry]? {
        if recent.serial != tree.lastSerial { recent = (tree.lastSerial, [:]) }
        if let listing = recent.listings[directory] { return listing }
        let listing = tree.entries(of: directory)
        recent.listings[directory] = listing
        return listing
    }

    mutating func keep(_ listing: [NodeTree.Entry], for handle: UInt64) {
        listings[handle] = listing
    }

    func listing(of handle: UInt64) -> [NodeTree.Entry]? { listings[handle] }

    mutating func close(_ handle: UInt64) {
        pins[handle] = nil
        listings[handle] = nil
    }
}
