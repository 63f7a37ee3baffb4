/// One mount of a container, ready to be made.
package struct PlannedMount: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// A volume that secretd serves; always read-only.
        case served(String)
        /// An emptyDir: a tmpfs that the command has for itself.
        case own(String)
    }

    /// Absolute, without superfluous slashes.
    package var path: String
    package var source: Source
    /// Relative and without `..`; nil for the whole volume.
    package var subPath: String?
    package var isReadOnly: Bool

    package init(path: String, source: Source, subPath: String? = nil, isReadOnly: Bool = true) {
        self.path = path
        self.source = source
        self.subPath = subPath
        self.isReadOnly = isReadOnly
    }
}
