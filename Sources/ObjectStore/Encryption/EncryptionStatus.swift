/// Which keys a store uses, and for how much.
package struct EncryptionStatus: Equatable, Sendable {
    package struct DataKey: Equatable, Sendable {
        package var id: String
        package var isCurrent: Bool
        /// Seconds since 1970.
        package var created: Int64
        /// Objects that it has sealed.
        package var objects: Int
    }

    /// The id of the key that wraps the data keys.
    package var encryptionKey: String
    /// Where that one comes from.
    package var source: String
    /// Whether the daemon made it itself, and rotates it too.
    package var isOwn: Bool
    /// The current one first.
    package var dataKeys: [DataKey]

    /// Objects that a rotation has still to seal anew.
    package var pending: Int { dataKeys.filter { !$0.isCurrent }.reduce(0) { $0 + $1.objects } }
}
