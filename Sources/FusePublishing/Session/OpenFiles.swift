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

    mutating func keep(_ listing: [NodeTree.Entry], for handle: UInt64) {
        listings[handle] = listing
    }

    func listing(of handle: UInt64) -> [NodeTree.Entry]? { listings[handle] }

    mutating func close(_ handle: UInt64) {
        pins[handle] = nil
        listings[handle] = nil
    }
}
