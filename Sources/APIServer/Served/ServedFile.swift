package import KubeObjects

/// One file of a generation that has just been published or adopted, as the book of what is served takes it.
package struct ServedFile: Sendable {
    package var path: String
    /// In bytes.
    package var size: Int
    package var mode: UInt16
    package var uid: UInt32
    package var gid: UInt32
    /// Whether the bytes differ from those of the generation before.
    package var hasNewBytes: Bool
    /// The bytes where they may be a certificate; let go as soon as that is looked at.
    package var certificate: SecretBytes?

    package init(
        path: String,
        size: Int,
        mode: UInt16 = 0o644,
        uid: UInt32 = 0,
        gid: UInt32 = 0,
        hasNewBytes: Bool,
        certificate: SecretBytes? = nil
    ) {
        self.path = path
        self.size = size
        self.mode = mode
        self.uid = uid
        self.gid = gid
        self.hasNewBytes = hasNewBytes
        self.certificate = certificate
    }
}
