/// One name of a directory and what stands there.
package struct DirectoryEntry: Hashable, Sendable {
    package var name: String
    package var kind: FileKind

    package init(name: String, kind: FileKind) {
        self.name = name
        self.kind = kind
    }
}
