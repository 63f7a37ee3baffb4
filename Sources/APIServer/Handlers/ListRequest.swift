import KubeObjects
import ObjectStore

/// What a client wants of a list.
struct ListRequest: Sendable {
    /// Objects that are read at once, so that a long list does not lie in memory as a whole.
    static let chunk = 200

    var selection: ObjectSelection
    /// Objects at most; nil: all.
    var limit: Int?
    /// Behind which object it goes on.
    var after: StoreKey?
    /// The revision that all pages of the list show.
    var revision: UInt64

    /// - Parameter newest: The store's newest revision.
    init(_ request: APIRequest, _ target: ResourceTarget, newest: UInt64, floor: UInt64) throws(APIError) {
        selection = try ObjectSelection(request.query, target.resource)
        do throws(QueryError) {
            let limit = try request.query.int64("limit") ?? 0
            self.limit = limit > 0 ? Int(min(limit, 1_000_000)) : nil
        } catch {
            throw .badRequest("limit: \(error)")
        }
        revision = newest
        guard let text = request.query.string("continue"), !text.isEmpty else { return }
        let token: ContinueToken
        do throws(ContinueTokenError) {
            token = try ContinueToken(parsing: text)
        } catch {
            throw .badRequest("\(error)")
        }
        guard token.resourceVersion <= newest, token.resourceVersion >= floor else {
            throw .expired(
                "The provided continue parameter is too old to display a consistent list result. "
                    + "You must start a new list without the continue parameter."
            )
        }
        let parts = token.startKey.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        after = StoreKey(
            target.resource.name,
            namespace: String(parts.first ?? ""),
            name: parts.count > 1 ? String(parts[1]) : ""
        )
        revision = token.resourceVersion
    }

    func continueToken(after key: StoreKey) -> String {
        ContinueToken(resourceVersion: revision, startKey: "\(key.namespace)/\(key.name)").text
    }
}
