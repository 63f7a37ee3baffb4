package import APIServer
import KubeObjects

/// Deletes objects, and waits until they are gone.
package struct ObjectDeletion: Sendable {
    package struct Target: Hashable, Sendable {
        package var resource: Resource
        package var namespace: String
        package var name: String
        /// The file that names it, as kubectl calls it in errors; nil where a person has.
        package var source: String?
        /// The one that was found; nil: whichever has the name.
        package var uid: String?

        package init(
            _ resource: Resource,
            namespace: String,
            name: String,
            source: String? = nil,
            uid: String? = nil
        ) {
            self.resource = resource
            self.namespace = namespace
            self.name = name
            self.source = source
            self.uid = uid
        }

        var context: String? { source.map { "error when deleting \"\($0)\"" } }

        var path: String { RequestPath.object(resource, namespace: namespace, name: name) }
    }

    /// What a deletion that was begun has to be waited for.
    package struct Pending: Sendable {
        var target: Target
        var uid: String
    }

    let client: APIClient
    let options: DeleteOptions

    package init(_ client: APIClient, _ options: DeleteOptions) {
        self.client = client
        self.options = options
    }

    /// Deletes one object.
    ///
    /// - Returns: What is to be waited for; nil where there is nothing to wait for.
    package func begin(_ target: Target) async throws(ObjectFailure) -> Pending? {
        // Without a name the path is that of all objects.
        if let complaint = ObjectFailure.name(target.name) {
            throw .text(target.context.map { "\($0): \(complaint)" } ?? complaint)
        }
        guard options.dryRun != .client else { return nil }
        let answer: JSONValue
        var body = options.body
        if let uid = target.uid { body["preconditions"] = ["uid": .string(uid)] }
        do throws(ClientError) {
            answer = try await client.send("DELETE", target.path, body: body)
        } catch {
            // Another one of the name was made meanwhile, and was not meant.
            if target.uid != nil, error.isConflict { return nil }
            throw .request(error, context: target.context)
        }
        guard options.waits, options.dryRun == .none else { return nil }
        let uid = answer.value(at: "details", "uid")?.text ?? answer.value(at: "metadata", "uid")?.text
        return uid.map { Pending(target: target, uid: $0) }
    }

    /// Waits until the object is gone, or another one has its name.
    ///
    /// - Throws: `KubectlError` when the time is over, and `ClientError`.
    package func wait(for pending: Pending) async throws {
        let target = pending.target
        let end = ObjectEnd(
            client: client,
            resource: target.resource,
            namespace: target.namespace,
            name: target.name,
            uid: pending.uid
        )
        guard try await end.wait(timeout: options.timeout) else {
            throw KubectlError("timed out waiting for the condition on \(target.resource.name)/\(target.name)")
        }
    }
}
