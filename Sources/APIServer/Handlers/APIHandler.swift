package import Logging
package import ObjectStore

/// The API: takes whole requests of known users and answers them from the store. Knows nothing of sockets.
package struct APIHandler: Sendable {
    let store: ObjectStore
    let rules: ObjectRules
    let tokens: TokenIssuer?
    let rotation: KeyRotation?
    let kubeconfig: @Sendable () -> String?
    let book: ServedBook?
    let authorizer = Authorizer()
    let watches = WatchQuota()
    let logger: Logger
    /// What `/version` says of us.
    let version: String
    /// Seconds since 1970.
    let now: @Sendable () -> Int64
    let random: @Sendable () -> UInt64

    /// - Parameters:
    ///   - tokens: Makes the tokens of ServiceAccounts; nil where there is no API over TLS to show them to.
    ///   - rotation: Exchanges keys for whoever asks for it.
    ///   - kubeconfig: The administrator's; nil while kubectl cannot reach the API.
    ///   - book: What is served, for whoever asks for it.
    ///   - version: For example `0.4.0`.
    package init(
        store: ObjectStore,
        nodeName: String,
        tokens: TokenIssuer?,
        rotation: KeyRotation? = nil,
        kubeconfig: @escaping @Sendable () -> String? = { nil },
        book: ServedBook? = nil,
        version: String,
        logger: Logger,
        now: @escaping @Sendable () -> Int64,
        random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
    ) {
        self.store = store
        rules = ObjectRules(nodeName: nodeName)
        self.tokens = tokens
        self.rotation = rotation
        self.kubeconfig = kubeconfig
        self.book = book
        self.version = version
        self.logger = logger
        self.now = now
        self.random = random
    }

    /// The answer to a request; whatever goes wrong is an answer too.
    func respond(_ request: APIRequest) async -> APIResponse {
        do {
            return try await answer(request)
        } catch let error as APIError {
            return APIResponse(error)
        } catch let error as StoreError {
            logger.error("request failed", metadata: ["error": "\(error)"])
            return APIResponse(APIError(error))
        } catch is CancellationError {
            return APIResponse(APIError(503, .serviceUnavailable, "the request was cancelled"))
        } catch {
            logger.error("request failed", metadata: ["error": "\(type(of: error))"])
            return APIResponse(APIError(500, .internalError, "Internal error occurred"))
        }
    }

    private func answer(_ request: APIRequest) async throws -> APIResponse {
        guard case .resource(let target) = try RequestTarget(path: request.path) else {
            return try await other(request)
        }
        let verb = try Self.verb(request, target)
        try authorize(request, target, verb)
        if let subresource = target.subresource { return try await respond(request, target, subresource, verb) }
        switch verb {
        case .get: return try await get(request, target)
        case .list: return try await list(request, target)
        case .watch: return try watch(request, target)
        case .create: return try await create(request, target)
        case .update: return try await update(request, target)
        case .patch: return try await patch(request, target)
        case .delete: return try await delete(request, target)
        case .deletecollection: return try await deleteCollection(request, target)
        }
    }

    /// - Throws: `APIError` 405 for what cannot be done with the resource.
    private static func verb(_ request: APIRequest, _ target: ResourceTarget) throws(APIError) -> Verb {
        let verb: Verb? =
            switch (request.method, target.name) {
            case ("GET", nil): request.query.bool("watch") ? .watch : .list
            case ("GET", _?): request.query.bool("watch") && target.subresource == nil ? .watch : .get
            case ("POST", nil): .create
            case ("POST", _?) where target.subresource != nil: .create
            case ("PUT", _?): .update
            case ("PATCH", _?): .patch
            case ("DELETE", _?): .delete
            case ("DELETE", nil): .deletecollection
            default: nil
            }
        let allowed = target.subresource?.verbs ?? target.resource.verbs
        guard let verb, allowed.contains(verb) else { throw .methodNotAllowed() }
        // Objects are made in a namespace, and a collection is removed in one.
        if target.resource.isNamespaced, target.namespace == nil, verb == .create || verb == .deletecollection {
            throw .methodNotAllowed()
        }
        return verb
    }

    private func authorize(_ request: APIRequest, _ target: ResourceTarget, _ verb: Verb) throws(APIError) {
        let resource = target.resource
        let full = target.subresource.map { "\(resource.name)/\($0.name)" } ?? resource.name
        let namespace = resource == .namespaces ? target.name : target.namespace
        let decision = authorizer.decide(
            user: request.user,
            verb: verb.rawValue,
            resource: full,
            namespace: namespace,
            name: target.name
        )
        if case .deny(let reason) = decision {
            throw request.user == .anonymous ? .unauthorized : .forbidden(resource, target.name ?? "", reason)
        }
    }

    func key(_ target: ResourceTarget, _ name: String) -> StoreKey {
        StoreKey(target.resource.name, namespace: target.namespace ?? "", name: name)
    }
}
