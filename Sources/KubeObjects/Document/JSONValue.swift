/// A JSON value as it stands in a document, kept so that fields which secretd does not model survive.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number that is no `Int64`, as its JSON text: `1.5`, `1e400`. Never rounded.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}
