import APIServer
import KubeObjects

/// `apply -f`: makes objects what a file says, and leaves alone what the file has never said.
package struct Applier: Sendable {
    /// Who owns what is applied, where nobody is named.
    package static let manager = "kubectl-client-side-apply"
    /// How often a patch is made anew that somebody else's change came before.
    private static let retries = 5
    private static let deletionTimeout = Duration.seconds(300)

    private let client: APIClient
    private let options: WriteOptions
    private let isForced: Bool
    private let warn: @Sendable (String) -> Void

    /// - Parameters:
    ///   - isForced: Whether an object is removed and made anew that cannot be changed.
    ///   - warn: Gets a line for people, `Warning: …`.
    package init(
        _ client: APIClient,
        _ options: WriteOptions,
        isForced: Bool,
        warn: @escaping @Sendable (String) -> Void
    ) {
        self.client = client
        self.options = options
        self.isForced = isForced
        self.warn = warn
    }

    package func apply(_ input: InputObject) async throws(ObjectFailure) -> WriteResult {
        let requests = ObjectRequests(client, input)
        guard let current = try await current(input, requests) else {
            let new = LastApplied.annotated(input.object)
            guard options.dryRun != .client else { return WriteResult(input.resource, new, "created") }
            return finished(input, try await created(new, input, requests), "created")
        }
        // As kubectl: what is there, whatever would become of it.
        guard options.dryRun != .client else { return WriteResult(input.resource, current, "configured") }
        if LastApplied.text(in: current) == nil {
            warn(
                "Warning: resource \(input.resource.name)/\(input.name) is missing the \(LastApplied.annotation) "
                    + "annotation which is required by kubectl apply. kubectl apply should only be used on resources "
                    + "created declaratively by either kubectl create --save-config or kubectl apply. The missing "
                    + "annotation will be patched automatically."
            )
        }
        return try await patched(current, input, requests)
    }

    private func current(_ input: InputObject, _ requests: ObjectRequests) async throws(ObjectFailure) -> JSONValue? {
        if input.name.isEmpty, let prefix = input.object.value(at: "metadata", "generateName")?.text, !prefix.isEmpty {
            throw .text("from \(prefix): cannot use generate name with apply")
        }
        let context = """
            error when retrieving current configuration of:
            Resource: "/v1, Resource=\(input.resource.name)", GroupVersionKind: "/v1, Kind=\(input.resource.kind)"
            Name: "\(input.name)", Namespace: "\(input.namespace)"
            from server for: "\(input.source)"
            """
        if let complaint = ObjectFailure.name(input.name) { throw .text("\(context): \(complaint)") }
        do throws(ClientError) {
            return try await requests.get()
        } catch {
            throw .request(error, context: context)
        }
    }

    private func created(
        _ object: JSONValue,
        _ input: InputObject,
        _ requests: ObjectRequests
    ) async throws(ObjectFailure) -> JSONValue {
        do throws(ClientError) {
            return try await requests.create(object, options)
        } catch {
            throw .request(error, context: "error when creating \"\(input.source)\"")
        }
    }

    /// Changes what is there, several times if others change it too.
    private func patched(
        _ first: JSONValue,
        _ input: InputObject,
        _ requests: ObjectRequests
    ) async throws(ObjectFailure) -> WriteResult {
        let modified = LastApplied.annotated(input.object)
        let context = "error when patching \"\(input.source)\""
        var current = first
        var attempt = 0
        while true {
            let change = try Self.change(of: current, to: modified, input)
            guard !change.isEmpty else { return finished(input, current, "unchanged") }
            do throws(ClientError) {
                let answer = try await requests.patch(
                    change.replacesList ? Self.locked(change.patch, current) : change.patch,
                    type: "merge-patch+json",
                    options.query
                )
                return finished(input, answer, "configured")
            } catch {
                guard error.isConflict, attempt < Self.retries else {
                    let isForcible = error.isConflict || error.status?.reason == "Invalid"
                    guard isForced, isForcible else { throw .request(error, context: context) }
                    return finished(input, try await remade(modified, from: current, input, requests), "configured")
                }
            }
            attempt += 1
            // As kubectl: whoever writes the object over and over gets a moment to end.
            if attempt > 1 { try? await Task.sleep(for: .seconds(1)) }
            guard let newer = try await self.current(input, requests) else {
                return finished(input, try await created(modified, input, requests), "configured")
            }
            current = newer
        }
    }

    static func change(
        of current: JSONValue,
        to modified: JSONValue,
        _ input: InputObject
    ) throws(ObjectFailure) -> ObjectChange {
        do throws(PatchError) {
            let wanted = try ThreeWayMerge.merge(
                original: LastApplied.configuration(of: current),
                modified: modified,
                current: current,
                kind: input.resource.kind
            )
            return ObjectChange(from: current, to: wanted)
        } catch {
            throw .text("error when creating patch for \"\(input.source)\": \(error)")
        }
    }

    /// The patch, good for this state of the object alone.
    static func locked(_ patch: JSONValue, _ current: JSONValue) -> JSONValue {
        var patch = patch
        if patch.value(at: "metadata", "resourceVersion") == nil {
            patch.set(current.value(at: "metadata", "resourceVersion"), at: "metadata", "resourceVersion")
        }
        return patch
    }

    /// Removes the object and makes it anew; where that fails, makes the old one again.
    private func remade(
        _ modified: JSONValue,
        from current: JSONValue,
        _ input: InputObject,
        _ requests: ObjectRequests
    ) async throws(ObjectFailure) -> JSONValue {
        let context = "error when replacing \"\(input.source)\""
        try await requests.checkReplacement(modified, options, context: context)
        var isGone = true
        do throws(ClientError) {
            if let uid = try await requests.delete(onlyIf: current) {
                isGone = try await requests.waitUntilGone(uid: uid, timeout: Self.deletionTimeout)
            }
        } catch {
            throw .request(error, context: nil)
        }
        guard isGone else { throw .text("timed out waiting for the condition") }
        do throws(ObjectFailure) {
            return try await created(modified, input, requests)
        } catch {
            var old = current
            for field in ["resourceVersion", "uid"] { old.set(nil, at: "metadata", field) }
            do throws(ClientError) {
                _ = try await requests.create(old, options)
            } catch {
                warn("Warning: \(input.resource.singular)/\(input.name) was removed and could not be made again")
            }
            throw error
        }
    }

    private func finished(_ input: InputObject, _ object: JSONValue, _ verb: String) -> WriteResult {
        if object.value(at: "metadata", "deletionTimestamp") != nil {
            warn("Warning: Detected changes to resource \(input.name) which is currently being deleted.")
        }
        return WriteResult(input.resource, object, verb)
    }
}
