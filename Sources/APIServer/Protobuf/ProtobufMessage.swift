/// A message of Kubernetes as the decoder needs it: which field number is which member of the JSON object.
struct ProtobufMessage: Sendable {
    let fields: [Int: Field]

    init(_ fields: [Int: Field]) { self.fields = fields }

    struct Field: Sendable {
        let name: String
        let content: Content
        /// What becomes of an empty text or a zero.
        let presence: Presence

        init(_ name: String, _ content: Content, _ presence: Presence = .plain) {
            self.name = name
            self.content = content
            self.presence = presence
        }
    }

    enum Presence: Sendable {
        /// Written by clients even when unset: an empty text and a zero count as absent.
        case plain
        /// A pointer in Kubernetes' Go types: what is written is meant, zeros too.
        case optional
        /// May come many times and makes an array.
        case repeated
    }

    indirect enum Content: Sendable {
        case text
        /// Becomes base64.
        case bytes
        case integer
        case boolean
        /// Seconds and nanoseconds; becomes RFC 3339. Empty counts as absent.
        case time
        case message(ProtobufMessage)
        /// Entries of a text key and a value.
        case map(Content)
    }
}
