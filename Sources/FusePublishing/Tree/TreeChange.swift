import LinuxSystem
import Publishing

/// What has to be said to the kernel, and done before watchers' eyes, after a change of the tree.
struct TreeChange {
    /// A name in a directory.
    struct Name: Hashable {
        var parent: NodeID
        var name: NameBytes
    }

    struct Retired {
        var parent: NodeID
        var child: NodeID
        var name: NameBytes
    }

    let serial: UInt64
    /// Nodes of which the kernel may have old attributes, or old bytes.
    var changedNodes: [NodeID] = []
    /// Names that stand for something else now, or for nothing.
    var changedNames: [Name] = []
    /// Files of a generation that is no longer anybody's: whoever watches one is told that it is gone.
    var retired: [Retired] = []
    /// What the events helper shall do, in this order.
    var visible: [VisibleChange] = []
    /// Names that are announced by `visible`, and wait for that.
    var announced: [Name] = []
    /// Nodes that are kept until then, although they have lost their names.
    var held: [NodeID] = []

    init(serial: UInt64) {
        self.serial = serial
    }

    /// `visible` in the order in which watchers shall hear of it: what makes room for something else, what is new, the
    /// switch, other bytes, and then what is gone.
    var inOrder: [VisibleChange] {
        let made = Set(visible.filter { $0.kind == .create || $0.kind == .makeDirectory }.map(\.path))
        /// Whether something new takes the place of it, or of a directory that it is in.
        func isReplaced(_ path: [UInt8]) -> Bool {
            made.contains(path)
                || path.indices.contains { path[$0] == UInt8(ascii: "/") && made.contains(Array(path[..<$0])) }
        }
        func rank(_ change: VisibleChange) -> Int {
            switch change.kind {
            case .unlink: isReplaced(change.path) ? 0 : 4
            case .makeDirectory, .create: 1
            case .switchData: 2
            case .touch: 3
            case .stamp: 5
            }
        }
        return visible.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(
            \.element
        )
    }
}
