/// What the OpenAPI documents say of one type of Kubernetes.
struct Schema: Hashable, Sendable {
    /// As Kubernetes names it: `io.k8s.api.core.v1.Secret`.
    let name: String
    let description: String
    let content: Content
    /// The kind, of a type whose objects have an `apiVersion` (always `v1`) and a kind; nil for parts of them.
    let kind: String?

    enum Content: Hashable, Sendable {
        /// An object with these members and no others.
        case members([SchemaField])
        /// A string, with a format such as `date-time` if it has one.
        case text(format: String?)
        /// Anything at all.
        case open
    }

    /// An object of the core API.
    init(core name: String, kind: String? = nil, _ description: String, _ fields: [SchemaField]) {
        self.init(name: SchemaName.core(name), kind: kind, description, .members(fields))
    }

    /// A type that all groups share.
    init(meta name: String, _ description: String, _ fields: [SchemaField]) {
        self.init(name: SchemaName.meta(name), kind: nil, description, .members(fields))
    }

    init(name: String, kind: String?, _ description: String, _ content: Content) {
        self.name = name
        self.description = description
        self.content = content
        self.kind = kind
    }

    /// A kind, with the three members that every object has before its own.
    init(object kind: String, _ description: String, _ fields: [SchemaField]) {
        let metadata = SchemaField("metadata", .meta("ObjectMeta"), "Name, namespace, labels and the like.")
        self.init(core: kind, kind: kind, description, Self.typeFields + [metadata] + fields)
    }

    /// The list of a kind.
    init(listOf kind: String) {
        let items = SchemaField("items", .list(.core(kind)), "The objects.", .required)
        let metadata = SchemaField("metadata", .meta("ListMeta"), "What holds for the list as a whole.")
        self.init(
            core: "\(kind)List",
            kind: "\(kind)List",
            "A list of objects of the kind \(kind).",
            Self.typeFields + [metadata, items]
        )
    }

    private static let typeFields = [
        SchemaField("apiVersion", .text, "The group and version of the kind: v1."),
        SchemaField("kind", .text, "What sort of object this is."),
    ]
}
