import APIServer
import KubeObjects

/// `create -f` and `replace -f`.
package struct Creator: Sendable {
    private let client: APIClient
    private let options: WriteOptions
    private let savesConfiguration: Bool

    /// - Parameter savesConfiguration: Whether objects get the annotation by which `apply` can go on.
    package init(_ client: APIClient, _ options: WriteOptions, savesConfiguration: Bool) {
        self.client = client
        self.options = options
        self.savesConfiguration = savesConfiguration
    }

    package func create(_ input: InputObject) async throws(ObjectFailure) -> WriteResult {
        try await make(input, verb: "created", context: "error when creating \"\(input.source)\"")
    }

    /// Puts the object in the place of the one that is there, whatever that is.
    package func replace(_ input: InputObject) async throws(ObjectFailure) -> WriteResult {
        let object = annotated(input.object)
        guard options.dryRun != .client else { return WriteResult(input.resource, object, "replaced") }
        let context = "error when replacing \"\(input.source)\""
        if let complaint = ObjectFailure.name(input.name) { throw .text("\(context): \(complaint)") }
        let requests = ObjectRequests(client, input)
        do throws(ClientError) {
            var body = object
            if (body.value(at: "metadata", "resourceVersion")?.text ?? "").isEmpty,
                let current = try await requests.get()
            {
                body.set(current.value(at: "metadata", "resourceVersion"), at: "metadata", "resourceVersion")
            }
            return WriteResult(input.resource, try await requests.replace(body, options), "replaced")
        } catch {
            throw .request(error, context: context)
        }
    }

    /// Makes sure that an object can be made anew, before the one that is there is removed.
    package func check(_ input: InputObject) async throws(ObjectFailure) {
        let context = "error when replacing \"\(input.source)\""
        if let complaint = ObjectFailure.name(input.name) { throw .text(complaint) }
        try await ObjectRequests(client, input).checkReplacement(annotated(input.object), options, context: context)
    }

    /// Makes an object in the place of one that has been removed.
    package func remake(_ input: InputObject) async throws(ObjectFailure) -> WriteResult {
        try await make(input, verb: "replaced", context: nil)
    }

    private func make(_ input: InputObject, verb: String, context: String?) async throws(ObjectFailure) -> WriteResult {
        let object = annotated(input.object)
        guard options.dryRun != .client else { return WriteResult(input.resource, object, verb) }
        do throws(ClientError) {
            return WriteResult(input.resource, try await ObjectRequests(client, input).create(object, options), verb)
        } catch {
            throw .request(error, context: context)
        }
    }

    private func annotated(_ object: JSONValue) -> JSONValue {
        savesConfiguration || LastApplied.text(in: object) != nil ? LastApplied.annotated(object) : object
    }
}
