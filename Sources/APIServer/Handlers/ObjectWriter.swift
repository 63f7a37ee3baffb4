import KubeObjects
import ObjectStore

/// One write of one object, inside a transaction of the store.
struct ObjectWriter: Sendable {
    let handler: APIHandler
    let target: ResourceTarget
    /// Who writes, for managedFields.
    let manager: String
    let validation: FieldValidation

    /// What a write came to.
    struct Result: Sendable {
        var object: StoredObject
        var isNew = false
        var warnings: [String] = []
    }

    private var resource: Resource { target.resource }

    // MARK: - Create

    /// - Parameter body: As the client sent it, of the right kind.
    func create(_ body: JSONValue, _ transaction: inout StoreTransaction) throws -> Result {
        var incoming = try IncomingObject(body, resource, validation: validation, nodeName: handler.rules.nodeName)
        if let version = body.value(at: "metadata", "resourceVersion")?.text, !version.isEmpty {
            throw APIError.badRequest("resourceVersion should not be set on objects to be created")
        }
        try place(&incoming.object)
        generateName(&incoming.object)
        let name = incoming.object.value(at: "metadata", "name")?.text ?? ""
        if let expected = target.name, expected != name { throw Self.nameMismatch(name, expected) }
        try checkNamespace(name, transaction)
        ServerMetadata.begin(
            &incoming.object,
            uid: ServerMetadata.uid(handler.random(), handler.random()),
            now: handler.now()
        )
        let (errors, warnings) = handler.rules.check(incoming.object, resource)
        guard errors.isEmpty else { throw APIError.invalid(resource.kind, name, errors) }
        let key = handler.key(target, name)
        if try transaction.contains(key) { throw APIError.alreadyExists(resource, name) }
        let object = try store(incoming.object, at: key, &transaction)
        if resource == .namespaces { try NamespaceContents.begin(name, handler, &transaction) }
        return Result(object: object, isNew: true, warnings: incoming.warnings + warnings)
    }

    /// Puts the object into the namespace of the path.
    private func place(_ object: inout JSONValue) throws(APIError) {
        let said = object.value(at: "metadata", "namespace")?.text ?? ""
        guard resource.isNamespaced else {
            object.set(nil, at: "metadata", "namespace")
            return
        }
        if !said.isEmpty, said != target.namespace {
            throw .badRequest(
                "the namespace of the provided object does not match the namespace sent on the request"
            )
        }
        object.set(target.namespace.map(JSONValue.string), at: "metadata", "namespace")
    }

    /// Source: k8s.io/apiserver pkg/storage/names/generate.go: at most 58 bytes of the base, and five characters.
    private func generateName(_ object: inout JSONValue) {
        guard (object.value(at: "metadata", "name")?.text ?? "").isEmpty,
            let base = object.value(at: "metadata", "generateName")?.text, !base.isEmpty
        else { return }
        let name = String(decoding: base.utf8.prefix(58), as: UTF8.self) + ServerMetadata.nameEnding(handler.random())
        object.set(.string(name), at: "metadata", "name")
        if resource == .namespaces {
            object.set(.string(name), at: "metadata", "labels", "kubernetes.io/metadata.name")
        }
    }

    private func checkNamespace(_ name: String, _ transaction: borrowing StoreTransaction) throws {
        guard resource.isNamespaced, let namespace = target.namespace else { return }
        let key = StoreKey(Resource.namespaces.name, name: namespace)
        guard try transaction.contains(key) else { throw APIError.notFound(.namespaces, namespace) }
        // One that cannot be decrypted is there all the same.
        if let body = try? transaction.object(key)?.body(), body.value(at: "metadata", "deletionTimestamp") != nil {
            throw APIError.forbidden(
                resource,
                name,
                "unable to create new content in namespace \(namespace) because it is being terminated"
            )
        }
    }

    // MARK: - Update

    /// Puts `body` in the place of `old`, where the rules allow it. A write that changes nothing keeps the revision.
    ///
    /// - Parameters:
    ///   - notesOwners: False for server-side apply, which has noted them itself.
    func replace(
        _ old: StoredObject,
        with body: JSONValue,
        notesOwners: Bool = true,
        _ transaction: inout StoreTransaction
    ) throws -> Result {
        let name = old.key.name
        if let file = old.file { throw APIError.readOnly(resource, name, file: file) }
        var incoming = try IncomingObject(body, resource, validation: validation, nodeName: handler.rules.nodeName)
        let said = incoming.object.value(at: "metadata", "name")?.text ?? ""
        if said != name { throw Self.nameMismatch(said, name) }
        try place(&incoming.object)
        let before = try old.body()
        try checkPreconditions(incoming.object, before, name)
        ServerMetadata.keep(&incoming.object, from: before)
        let stored = Self.comparable(before, resource)
        let (errors, warnings) = handler.rules.check(incoming.object, resource)
        let changes = handler.rules.checkUpdate(incoming.object, from: stored, resource)
        guard errors.isEmpty, changes.isEmpty else {
            throw APIError.invalid(resource.kind, name, (errors + changes).sorted())
        }
        if notesOwners {
            incoming.object = ServerSideApply.noteUpdate(
                old: stored,
                new: incoming.object,
                kind: resource.kind,
                manager: manager,
                time: Timestamp.text(handler.now())
            )
        }
        if incoming.object == stored { return Result(object: old, warnings: incoming.warnings + warnings) }
        if Self.isFinished(incoming.object) {
            try transaction.delete(old.key)
            try NamespaceContents.finish(target.namespace, handler, &transaction)
            return Result(object: StoredObject.unstored(old, incoming.object), warnings: incoming.warnings)
        }
        let object = try store(incoming.object, at: old.key, &transaction)
        return Result(object: object, warnings: incoming.warnings + warnings)
    }

    /// An object may grow by patches, and by the owners that are noted in it, beyond what a body may have.
    ///
    /// - Throws: `APIError` 413 for one that could not be read again, or that no client could write back.
    private func store(
        _ object: JSONValue,
        at key: StoreKey,
        _ transaction: inout StoreTransaction
    ) throws -> StoredObject {
        let stored = try transaction.put(key, object)
        guard stored.json.count <= RequestLimits.body, (try? stored.body()) != nil else {
            throw APIError.tooLarge(limit: RequestLimits.body)
        }
        return stored
    }

    private func checkPreconditions(_ new: JSONValue, _ old: JSONValue, _ name: String) throws(APIError) {
        if let uid = new.value(at: "metadata", "uid")?.text, uid != old.value(at: "metadata", "uid")?.text {
            throw .uidConflict(resource, name, wanted: uid, found: old.value(at: "metadata", "uid")?.text ?? "")
        }
        if let version = new.value(at: "metadata", "resourceVersion")?.text,
            version != old.value(at: "metadata", "resourceVersion")?.text
        {
            throw .modified(resource, name)
        }
    }

    /// The stored object as it would come from a client: without what the server adds on the way out.
    static func comparable(_ stored: JSONValue, _ resource: Resource) -> JSONValue {
        var object = stored
        object.set(nil, at: "metadata", "resourceVersion")
        if resource == .pods { object["status"] = PodDefaults.status }
        return object
    }

    /// Whether a deletion only waited for finalizers, and none is left.
    private static func isFinished(_ object: JSONValue) -> Bool {
        object.value(at: "metadata", "deletionTimestamp") != nil && object.value(at: "metadata", "finalizers") == nil
    }

    private static func nameMismatch(_ said: String, _ expected: String) -> APIError {
        .badRequest("the name of the object (\(said)) does not match the name on the URL (\(expected))".printable)
    }
}

extension StoredObject {
    /// An object that was just removed, as its last writer made it.
    fileprivate static func unstored(_ old: StoredObject, _ body: JSONValue) -> StoredObject {
        var body = body
        body.set(.string("\(old.revision)"), at: "metadata", "resourceVersion")
        var writer = JSONWriter()
        writer.write(body)
        return StoredObject(key: old.key, uid: old.uid, revision: old.revision, json: writer.secretBytes())
    }
}
