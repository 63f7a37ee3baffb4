/// One thing that the events helper does through the mount, so that the kernel tells watchers of it.
///
/// The files are as they should be already; the daemon answers the helper's requests without changing anything.
struct VisibleChange: Equatable, Sendable {
    enum Kind: UInt32, Sendable {
        case makeDirectory = 1
        case create = 2
        /// `..data` now names another generation; the path is the volume's root.
        case switchData = 3
        /// The file has other bytes.
        case touch = 4
        case unlink = 5
        /// The directory of an old generation is of no interest any more.
        case stamp = 6
    }

    var kind: Kind
    /// Relative to the tree's root.
    var path: [UInt8]
    /// Of a file that is touched: its size in bytes.
    var size = 0
}
