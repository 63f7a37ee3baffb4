import KubeObjects
import Projection
import Publishing

/// One thing in the tree.
struct Node {
    /// A directory: a namespace, a Pod, a volume's root, a generation, or one inside of those.
    struct Directory {
        var children: [NameBytes: Child] = [:]
        var mode: UInt16
        var uid: UInt32
        var gid: UInt32
        /// Whether a volume has its root here.
        var isVolume = false
        /// Whether it stays although it is empty, because another volume is mounted on it.
        var isMountPoint = false
    }

    struct Child {
        var name: String
        var id: NodeID
    }

    /// A key's file, or a generation's.
    struct File {
        var content: SecretBytes
        var mode: UInt16
        var uid: UInt32
        var gid: UInt32
        var identity: Identity
        /// Whether it is the key's own file, which always has the volume's content, and not a generation's.
        var isKey: Bool
    }

    /// What a file is, for rules and audit.
    struct Identity {
        var volume: [String]
        var path: PayloadPath
        var generation: GenerationName
    }

    enum Kind {
        case directory(Directory)
        case file(File)
        /// A symbolic link; where it leads.
        case link(String)
    }

    var parent: NodeID
    var name: NameBytes
    var form: NodeID.Form
    var kind: Kind
    /// Nanoseconds since 1970. Of a file: when bytes, mode or owner last became other ones.
    var modified: Int64
    /// Whether its parent has it under its name.
    var isLinked = true
    /// How often the kernel has been told of it and has not forgotten.
    var lookups: UInt64 = 0
    /// Whether an earlier process has told the kernel of it, nobody knows how often.
    var hasOldLookups = false
    /// How many changes that are under way still need it.
    var holds = 0

    /// Whether the kernel may have it in its caches, or somebody open, or under a watch.
    var isKnown: Bool { lookups > 0 || hasOldLookups }
}
