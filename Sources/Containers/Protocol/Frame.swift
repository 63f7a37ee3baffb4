package import KubeObjects
package import LinuxSystem

/// One message as it comes through a `FrameChannel`.
package struct Frame: Sendable {
    /// A descriptor that came with it; closed when nobody holds it any more.
    package final class Descriptor: Sendable {
        package let owned: OwnedFD

        package init(_ owned: consuming OwnedFD) {
            self.owned = owned
        }

        /// Borrowed: never close it.
        package var rawValue: Int32 { owned.rawValue }
    }

    /// The JSON text; values of Secrets may be in it.
    package var body: SecretBytes
    /// In the order in which they were sent, close-on-exec.
    package var descriptors: [Descriptor]

    package init(body: SecretBytes, descriptors: [Descriptor] = []) {
        self.body = body
        self.descriptors = descriptors
    }
}
