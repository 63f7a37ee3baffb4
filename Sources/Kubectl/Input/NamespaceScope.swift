/// The namespace in which objects of files are looked for and made.
package struct NamespaceScope: Equatable, Sendable {
    /// For objects that name none.
    package var name: String
    /// Whether objects must not name another: `--namespace` was given.
    package var isRequired: Bool

    package init(_ name: String, isRequired: Bool) {
        self.name = name
        self.isRequired = isRequired
    }
}
