/// The type of a member.
indirect enum FieldType: Hashable, Sendable {
    case text
    /// Base64 in JSON.
    case bytes
    case int32
    case int64
    case boolean
    case list(FieldType)
    /// An object whose members have names of the user's choice.
    case map(FieldType)
    /// Another schema, by its full name.
    case reference(String)
    /// Anything: a part of Kubernetes that is not described here.
    ///
    /// `kubectl apply` up to 1.20 crashes where such a value has objects more than three levels deep, or a list below the
    /// third: it looks for the rules of merging in a schema that is not there. So only what is flatter may be open.
    case open

    static func core(_ name: String) -> FieldType { .reference(SchemaName.core(name)) }
    static func meta(_ name: String) -> FieldType { .reference(SchemaName.meta(name)) }
    static let time: FieldType = .meta("Time")
    static let quantity: FieldType = .reference(SchemaName.quantity)

    /// The `type` and `format` of OpenAPI; nil for what has none.
    var name: (type: String, format: String?)? {
        switch self {
        case .text: ("string", nil)
        case .bytes: ("string", "byte")
        case .int32: ("integer", "int32")
        case .int64: ("integer", "int64")
        case .boolean: ("boolean", nil)
        case .list: ("array", nil)
        case .map: ("object", nil)
        case .reference, .open: nil
        }
    }
}
