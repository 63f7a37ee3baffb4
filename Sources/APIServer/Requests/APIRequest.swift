import KubeObjects

/// One request, read as a whole, from somebody who is known.
struct APIRequest: Sendable {
    var method: String
    /// Without the query, still encoded.
    var path: String
    var query: QueryItems
    /// The header's text; empty where there is none.
    var accept = ""
    /// Without parameters, in small letters.
    var contentType = ""
    var ifNoneMatch = ""
    var userAgent = ""
    var body: SecretBytes
    var user: User

    /// - Throws: `APIError` 400 for a query that is none.
    init(method: String, target: String, user: User, body: SecretBytes = SecretBytes(utf8: "")) throws(APIError) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = String(parts.first ?? "/")
        self.user = user
        self.body = body
        do throws(QueryError) {
            query = try QueryItems(parsing: parts.count > 1 ? String(parts[1]) : nil)
        } catch {
            throw .badRequest("\(error)")
        }
    }

    /// Whether everything is done but storing. Source: `dryRun` of CreateOptions, PatchOptions, UpdateOptions.
    var isDryRun: Bool {
        get throws(APIError) { try Self.isDryRun(query.strings("dryRun")) }
    }

    static func isDryRun(_ values: [String]) throws(APIError) -> Bool {
        guard let other = values.first(where: { $0 != "All" && !$0.isEmpty }) else { return values.contains("All") }
        throw .badRequest("Invalid value: \(other.goQuoted): supported values: \"All\"")
    }

    /// Who writes, for managedFields: the parameter, or the first word of the client's name.
    var fieldManager: String {
        if let manager = query.string("fieldManager"), !manager.isEmpty { return manager }
        return String(userAgent.prefix { $0 != "/" }.prefix(128))
    }

    var fieldValidation: FieldValidation {
        get throws(APIError) {
            let text = query.string("fieldValidation") ?? ""
            guard !text.isEmpty else { return .warn }
            guard let validation = FieldValidation(rawValue: text) else {
                throw .badRequest("fieldValidation: Unsupported value: \(text.goQuoted)")
            }
            return validation
        }
    }
}

/// What becomes of fields that no kind has. Source: `fieldValidation` of CreateOptions.
enum FieldValidation: String, Sendable {
    case ignore = "Ignore"
    case warn = "Warn"
    case strict = "Strict"
}
