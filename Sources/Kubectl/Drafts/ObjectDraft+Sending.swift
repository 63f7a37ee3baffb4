package import KubeObjects

extension ObjectDraft {
    /// Has the daemon make the object.
    ///
    /// - Parameters:
    ///   - object: What `object()` has given.
    ///   - namespace: Counts for nothing where the resource lies in none.
    /// - Returns: The object as the daemon has it now.
    /// - Throws: `KubectlError`; where the daemon refuses, in kubectl's words.
    package static func send(
        _ object: JSONValue,
        to client: APIClient,
        namespace: String,
        _ options: WriteOptions
    ) async throws(KubectlError) -> JSONValue {
        do {
            let path = RequestPath.list(resource, namespace: namespace, query: options.query)
            return try await client.send("POST", path, body: object)
        } catch {
            throw failure(error)
        }
    }

    static func failure(_ error: ClientError) -> KubectlError {
        guard let refusal, let status = error.status else { return KubectlError(error) }
        return KubectlError(refusal + status.message)
    }
}
