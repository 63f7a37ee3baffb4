/// A Secret: named values of at most 1 MiB together.
package struct Secret: Equatable, Sendable {
    package var metadata: ObjectMeta
    /// `Opaque` where the document names none.
    package var type: String
    package var immutable: Bool?
    /// Key to value; `stringData` is merged in and has won.
    package var data: [String: SecretBytes]
    /// The rest of the document, without `data` and `stringData`: what makes a round trip lossless.
    package var document: JSONValue

    package init(
        metadata: ObjectMeta,
        type: String = "Opaque",
        immutable: Bool? = nil,
        data: [String: SecretBytes] = [:],
        document: JSONValue = .object([:])
    ) {
        self.metadata = metadata
        self.type = type
        self.immutable = immutable
        self.data = data
        self.document = document
    }
}
