/// The form in which a client wants its answer, by its `Accept` header.
///
/// Source: k8s.io/apiserver pkg/endpoints/handlers/negotiation.
enum AcceptHeader: Hashable, Sendable {
    /// The object itself, or the list.
    case json
    /// `version` is that of `meta.k8s.io`: `v1` or `v1beta1`.
    case table(version: String)
    case partialMetadata(version: String)
    case partialMetadataList(version: String)
    /// Nothing that we can write: 406.
    case notAcceptable

    /// - Parameter header: Nil or empty where the client sent none, which means JSON. Of several headers, the texts
    ///   joined by commas.
    init(_ header: String?) {
        guard let header, !header.isEmpty else {
            self = .json
            return
        }
        self = MediaRange.ranges(of: header).lazy.compactMap(Self.form).first ?? .notAcceptable
    }

    /// Nil for what we do not write, so that the client's next choice has its turn.
    private static func form(_ range: MediaRange) -> AcceptHeader? {
        guard range.includes("application", "json") else { return nil }
        guard let kind = range.parameters["as"] else { return .json }
        guard range.parameters["g"] == "meta.k8s.io", let version = range.parameters["v"],
            ["v1", "v1beta1"].contains(version)
        else { return nil }
        return switch kind {
        case "Table": .table(version: version)
        case "PartialObjectMetadata": .partialMetadata(version: version)
        case "PartialObjectMetadataList": .partialMetadataList(version: version)
        default: nil
        }
    }
}
