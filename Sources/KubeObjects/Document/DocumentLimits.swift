/// How much a document may ask of its readers, and of those who walk its tree.
package enum DocumentLimits {
    /// Arrays and objects within each other. Keeps every recursion over a document within a thread's stack.
    package static let depth = 512

    /// The values that a file may have however short it is.
    package static let fewestNodes = 200_000

    /// The values that a file of these bytes may have: one for every four bytes is more than manifests have.
    static func nodes(in bytes: UnsafeRawBufferPointer) -> Int { max(fewestNodes, bytes.count / 4) }
}
