import APIServer
import KubeObjects

/// Fetches what `get` is asked for as whole objects, one after the other; what cannot be had is told and passed over.
struct ObjectFetcher {
    let client: APIClient
    let options: GetOptions

    /// - Returns: The objects in order, each with its kind, and what went wrong in between.
    func objects(of targets: [GetTarget]) async throws(KubectlError) -> (objects: [JSONValue], ObjectFailures) {
        var objects: [JSONValue] = []
        var failures = ObjectFailures()
        for target in targets {
            do {
                if let name = target.name {
                    objects.append(try await client.object(target, name: name))
                } else {
                    objects += try await client.objects(
                        of: target.resource,
                        namespace: options.allNamespaces ? nil : target.namespace,
                        selectors: options.selectors,
                        limit: options.chunkSize
                    )
                }
            } catch let error as ClientError {
                try failures.note(error, of: target, options)
            } catch {
                throw KubectlError("\(error)")
            }
        }
        return (objects, failures)
    }
}

extension ObjectFailures {
    /// Notes a failed request, unless its object may be missing.
    ///
    /// - Throws: Where no other request can fare better.
    mutating func note(_ error: ClientError, of target: GetTarget, _ options: GetOptions) throws(KubectlError) {
        if error.isNotFound, target.name != nil, options.ignoresNotFound { return }
        let failure = ObjectFailure.request(error, context: target.context(options.selectors))
        append(failure)
        if failure.endsAll, let error = self.error() { throw error }
    }
}
