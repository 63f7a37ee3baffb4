/// A member of a type in the OpenAPI documents.
struct SchemaField: Hashable, Sendable {
    let name: String
    let type: FieldType
    let description: String
    let isRequired: Bool
    /// How a strategic merge patch treats the list; nil where it replaces the whole value.
    let merge: MergeRule?

    enum Need: Hashable, Sendable {
        case optional
        case required
    }

    init(
        _ name: String,
        _ type: FieldType,
        _ description: String,
        _ need: Need = .optional,
        merge: MergeRule? = nil
    ) {
        self.name = name
        self.type = type
        self.description = description
        self.isRequired = need == .required
        self.merge = merge
    }
}
