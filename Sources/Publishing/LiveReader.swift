package import KubeObjects
package import Projection

/// Reads what readers of a volume see, without asking a filesystem of this process for it.
package protocol LiveReader: Sendable {
    /// The bytes of one file of the live generation; nil where the volume has none, or it has no such file.
    ///
    /// May be called from any thread, also while the volume is published.
    /// - Throws: `PublishError` where it cannot be read; `EFBIG` above `limit`.
    /// - Parameter limit: Bytes.
    func read(_ path: PayloadPath, in target: VolumeTarget, limit: Int) throws(PublishError) -> LiveContent?
}

/// One file of a generation.
package struct LiveContent: Equatable, Sendable {
    package var bytes: SecretBytes
    package var generation: GenerationName

    package init(bytes: SecretBytes, generation: GenerationName) {
        self.bytes = bytes
        self.generation = generation
    }
}
