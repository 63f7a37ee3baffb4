/// Why the agent cannot go on.
package enum AgentError: Error, Hashable, Sendable {
    /// The tree was unmounted or replaced: what is published now, nobody sees.
    case treeIsGone
}

extension AgentError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .treeIsGone: "the tree of volumes was unmounted or replaced while it was served"
        }
    }
}
