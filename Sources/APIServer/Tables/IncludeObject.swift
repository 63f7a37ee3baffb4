/// What of an object a row of a table carries.
enum IncludeObject: Hashable, Sendable {
    case none
    /// Kind, API version and metadata; what is sent unless the query says otherwise.
    case metadata
    case object

    /// The query parameter `includeObject`; nil where Kubernetes knows no such value.
    ///
    /// - Parameter query: Its text; nil where there is none.
    init?(query: String?) {
        switch query {
        case nil, "", "Metadata": self = .metadata
        case "None": self = .none
        case "Object": self = .object
        default: return nil
        }
    }
}
