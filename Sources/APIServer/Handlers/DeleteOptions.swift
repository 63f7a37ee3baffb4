import KubeObjects

/// What a DELETE asks for: the body's DeleteOptions, and the query's parameters of the same names.
struct DeleteOptions: Sendable {
    var isDryRun: Bool
    var uid: String?
    var resourceVersion: String?

    init(_ request: APIRequest) throws(APIError) {
        let body = try BodyReader.deleteOptions(request)
        let dryRun = body["dryRun"]?.elements?.compactMap(\.text) ?? []
        let inBody = try APIRequest.isDryRun(dryRun)
        let inQuery = try request.isDryRun
        isDryRun = inBody || inQuery
        uid = body.value(at: "preconditions", "uid")?.text
        resourceVersion = body.value(at: "preconditions", "resourceVersion")?.text
        if let policy = body["propagationPolicy"]?.text ?? request.query.string("propagationPolicy"),
            !["", "Background", "Foreground", "Orphan"].contains(policy)
        {
            throw .badRequest(
                "propagationPolicy: Unsupported value: \(policy.goQuoted): supported values: "
                    + "\"Foreground\", \"Background\", \"Orphan\""
            )
        }
        let grace: Int64
        do throws(QueryError) {
            let inQuery = try request.query.int64("gracePeriodSeconds")
            grace = body["gracePeriodSeconds"]?.integer ?? inQuery ?? 0
        } catch {
            throw .badRequest("gracePeriodSeconds: \(error)")
        }
        guard grace >= 0 else {
            throw .badRequest("gracePeriodSeconds: Invalid value: \(grace): must be greater than or equal to 0")
        }
    }

    func check(_ resource: Resource, _ name: String, uid found: String, revision: UInt64) throws(APIError) {
        if let uid, uid != found { throw .uidConflict(resource, name, wanted: uid, found: found) }
        if let resourceVersion, resourceVersion != "\(revision)" {
            throw .conflict(
                resource,
                name,
                "Precondition failed: ResourceVersion in precondition: \(resourceVersion), "
                    + "ResourceVersion in object meta: \(revision)"
            )
        }
    }
}

extension APIError {
    static func uidConflict(_ resource: Resource, _ name: String, wanted: String, found: String) -> APIError {
        let why = "Precondition failed: UID in precondition: \(wanted.printable), UID in object meta: \(found)"
        return conflict(resource, name, why)
    }
}
