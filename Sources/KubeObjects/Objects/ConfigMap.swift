/// A ConfigMap. Its values are held as `SecretBytes` too: people put passwords there, and one type serves both.
package struct ConfigMap: Equatable, Sendable {
    package var metadata: ObjectMeta
    package var immutable: Bool?
    /// Text values.
    package var data: [String: SecretBytes]
    /// Values that were base64 in the document. No key is in both maps.
    package var binaryData: [String: SecretBytes]
    /// The rest of the document, without `data` and `binaryData`.
    package var document: JSONValue

    package init(
        metadata: ObjectMeta,
        immutable: Bool? = nil,
        data: [String: SecretBytes] = [:],
        binaryData: [String: SecretBytes] = [:],
        document: JSONValue = .object([:])
    ) {
        self.metadata = metadata
        self.immutable = immutable
        self.data = data
        self.binaryData = binaryData
        self.document = document
    }
}
