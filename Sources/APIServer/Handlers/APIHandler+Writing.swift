import KubeObjects
import ObjectStore

extension APIHandler {
    func create(_ request: APIRequest, _ target: ResourceTarget) async throws -> APIResponse {
        let body = try BodyReader.object(request, kind: target.resource.kind)
        let writer = ObjectWriter(
            handler: self,
            target: target,
            manager: request.fieldManager,
            validation: try request.fieldValidation
        )
        let isDryRun = try request.isDryRun
        let result = try await store.write(isDryRun: isDryRun) { transaction in
            try writer.create(body, &transaction)
        }
        return try answer(result, request, target, dryRunOf: isDryRun ? "" : nil)
    }

    func update(_ request: APIRequest, _ target: ResourceTarget) async throws -> APIResponse {
        let name = target.name ?? ""
        let body = try BodyReader.object(request, kind: target.resource.kind)
        let writer = ObjectWriter(
            handler: self,
            target: target,
            manager: request.fieldManager,
            validation: try request.fieldValidation
        )
        let isDryRun = try request.isDryRun
        let key = key(target, name)
        let (result, version) = try await store.write(isDryRun: isDryRun) { transaction in
            guard let old = try transaction.object(key) else { throw APIError.notFound(target.resource, name) }
            return (try writer.replace(old, with: body, &transaction), "\(old.revision)")
        }
        return try answer(result, request, target, dryRunOf: isDryRun ? version : nil)
    }

    func patch(_ request: APIRequest, _ target: ResourceTarget) async throws -> APIResponse {
        let name = target.name ?? ""
        let patch = try IncomingPatch(request)
        let writer = ObjectWriter(
            handler: self,
            target: target,
            manager: request.fieldManager,
            validation: try request.fieldValidation
        )
        let isDryRun = try request.isDryRun
        let key = key(target, name)
        let time = Timestamp.text(now())
        let nodeName = rules.nodeName
        let (result, version) = try await store.write(isDryRun: isDryRun) { transaction in
            guard let old = try transaction.object(key) else {
                guard patch.isApply else { throw APIError.notFound(target.resource, name) }
                let new = try patch.applied(to: nil, target, nodeName: nodeName, time: time)
                return (try writer.create(new, &transaction), "")
            }
            if let file = old.file { throw APIError.readOnly(target.resource, name, file: file) }
            var stored = ObjectWriter.comparable(try old.body(), target.resource)
            // A JSON patch may test the revision, or replace it by the one that it expects.
            if !patch.isApply { stored.set(.string("\(old.revision)"), at: "metadata", "resourceVersion") }
            let new = try patch.applied(to: stored, target, nodeName: nodeName, time: time)
            let result = try writer.replace(old, with: new, notesOwners: !patch.isApply, &transaction)
            return (result, "\(old.revision)")
        }
        return try answer(result, request, target, dryRunOf: isDryRun ? version : nil)
    }

    func delete(_ request: APIRequest, _ target: ResourceTarget) async throws -> APIResponse {
        let name = target.name ?? ""
        let options = try DeleteOptions(request)
        let key = key(target, name)
        let resource = target.resource
        let result = try await store.write(isDryRun: options.isDryRun) { transaction -> JSONValue in
            guard try transaction.contains(key) else { throw APIError.notFound(resource, name) }
            // Where it cannot be decrypted, its removal is the way out.
            let found = try? transaction.object(key)
            if let file = found?.file { throw APIError.readOnly(resource, name, file: file) }
            let uid = found?.uid ?? ""
            if let found { try options.check(resource, name, uid: uid, revision: found.revision) }
            if resource == .namespaces { return try self.deleteNamespace(name, &transaction) }
            let left = try ObjectRemoval.remove(key, self, &transaction)
            if left == nil { try NamespaceContents.finish(target.namespace, self, &transaction) }
            if let left { return try left.body() }
            // Source: the REST strategies: these two answer with the object, the others with a Status.
            if resource == .pods || resource == .serviceAccounts, let body = try? found?.body() { return body }
            return Self.success(resource, name, uid)
        }
        return APIResponse(result)
    }

    /// Everything in it first; the namespace itself when nothing is left.
    private func deleteNamespace(_ name: String, _ transaction: inout StoreTransaction) throws -> JSONValue {
        if NamespaceContents.protected.contains(name) {
            throw APIError.forbidden(.namespaces, name, "this namespace may not be deleted")
        }
        if transaction.hasFileObjects(inNamespace: name) {
            throw APIError.forbidden(.namespaces, name, "manifest files have objects in it")
        }
        let key = StoreKey(Resource.namespaces.name, name: name)
        // Where it cannot be decrypted, its removal is the way out.
        let found = try? transaction.object(key)?.body()
        var body = found ?? ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]]
        if body.value(at: "metadata", "deletionTimestamp") == nil {
            body.set(.string(Timestamp.text(now())), at: "metadata", "deletionTimestamp")
        }
        body.set("Terminating", at: "status", "phase")
        var stored = body
        stored.set(nil, at: "metadata", "resourceVersion")
        let marked = try transaction.put(key, stored)
        if try NamespaceContents.empty(name, self, &transaction) { try transaction.delete(key) }
        return try marked.body()
    }

    func deleteCollection(_ request: APIRequest, _ target: ResourceTarget) async throws -> APIResponse {
        let options = try DeleteOptions(request)
        let selection = try ObjectSelection(request.query, target.resource)
        let namespace = target.namespace ?? ""
        let resource = target.resource
        let removed = try await store.write(isDryRun: options.isDryRun) { transaction -> [JSONValue] in
            var removed: [JSONValue] = []
            for key in try transaction.keys(resource.name, namespace: namespace) {
                let object = try? transaction.object(key)
                guard object?.file == nil else { continue }
                guard let body = try? object?.body() else {
                    // Whether it is selected, nobody can say; but where everything is, it is as well.
                    if selection.isEverything { try transaction.delete(key) }
                    continue
                }
                guard selection.matches(body) else { continue }
                try ObjectRemoval.remove(key, self, &transaction)
                removed.append(body)
            }
            try NamespaceContents.finish(namespace, self, &transaction)
            return removed
        }
        return APIResponse([
            "kind": .string(resource.listKind), "apiVersion": "v1",
            "metadata": ["resourceVersion": .string("\(store.revision)")], "items": .array(removed),
        ])
    }

    private static func success(_ resource: Resource, _ name: String, _ uid: String) -> JSONValue {
        [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
            "details": ["name": .string(name), "kind": .string(resource.name), "uid": .string(uid)],
        ]
    }

    /// - Parameter version: For a dry run, the revision that the object has and keeps; empty for one that is not there.
    private func answer(
        _ result: ObjectWriter.Result,
        _ request: APIRequest,
        _ target: ResourceTarget,
        dryRunOf version: String?
    ) throws -> APIResponse {
        let code = result.isNew ? 201 : 200
        var response: APIResponse
        if case .table(let tableVersion) = AcceptHeader(request.accept) {
            response = APIResponse(
                try table(
                    [try result.object.body()],
                    request,
                    target.resource,
                    tableVersion,
                    listMetadata: nil,
                    withColumns: true
                ),
                code: code
            )
        } else if let version {
            var body = try result.object.body()
            body.set(version.isEmpty ? nil : .string(version), at: "metadata", "resourceVersion")
            response = APIResponse(body, code: code)
        } else {
            response = APIResponse(result.object.json, code: code)
        }
        response.warn(result.warnings)
        return response
    }
}
