import KubeObjects

/// What a client wants of a watch.
struct WatchRequest: Sendable {
    var selection: ObjectSelection
    /// Nil: begin with all that is there, as for 0.
    var after: UInt64?
    var sendsInitialEvents: Bool
    var allowsBookmarks: Bool
    /// Seconds.
    var timeout: Int64
    var form: AcceptHeader

    /// - Parameter random: For the life of a watch that names none: half an hour to an hour, so that clients do not all
    ///   come back at once. Source: k8s.io/apiserver `min-request-timeout`.
    init(_ request: APIRequest, _ resource: Resource, random: UInt64) throws(APIError) {
        selection = try ObjectSelection(request.query, resource)
        form = AcceptHeader(request.accept)
        guard form != .notAcceptable else { throw .notAcceptable }
        allowsBookmarks = request.query.bool("allowWatchBookmarks")
        sendsInitialEvents = request.query.bool("sendInitialEvents")
        let text = request.query.string("resourceVersion") ?? ""
        guard let revision = UInt64(text.isEmpty ? "0" : text) else {
            let detail = "strconv.ParseUint: parsing \(text.goQuoted): invalid syntax"
            throw .badRequest("resourceVersion: Invalid value: \(text.goQuoted): \(detail)")
        }
        after = revision == 0 || sendsInitialEvents ? nil : revision
        do throws(QueryError) {
            let asked = try request.query.int64("timeoutSeconds") ?? 0
            timeout = asked > 0 ? min(asked, 86_400) : 1800 + Int64(random % 1800)
        } catch {
            throw .badRequest("timeoutSeconds: \(error)")
        }
    }
}
