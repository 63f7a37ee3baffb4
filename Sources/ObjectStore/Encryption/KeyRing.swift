/// The encryption keys that a source gave: the first is the one in use, the others only open what they wrapped earlier.
package struct KeyRing: Sendable {
    package var keys: [EncryptionKey]
    /// Where they come from, for people: `the credential secretd.encryption-key`, or a path.
    package var source: String
    /// The file that the daemon made itself, and may change; nil for a key that somebody else gave.
    package var ownFile: String?
    /// Others than its owner may read where they come from.
    package var isExposed = false

    package init(keys: [EncryptionKey], source: String, ownFile: String? = nil) {
        self.keys = keys
        self.source = source
        self.ownFile = ownFile
    }

    var current: EncryptionKey? { keys.first }
}
