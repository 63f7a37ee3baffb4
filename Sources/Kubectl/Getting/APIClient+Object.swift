import APIServer
package import KubeObjects

extension APIClient {
    /// The object that a target names.
    ///
    /// - Throws: Where it does not exist because its namespace does not, that the namespace does not.
    ///   Source: k8s.io/cli-runtime pkg/resource Info.Get.
    package func object(
        _ target: GetTarget,
        name: String,
        form: Form = .object,
        query: [(String, String)] = []
    ) async throws(ClientError) -> JSONValue {
        let resource = target.resource
        do throws(ClientError) {
            let path = RequestPath.object(resource, namespace: target.namespace, name: name, query: query)
            return try await send("GET", path, form: form)
        } catch {
            if error.isNotFound, resource.isNamespaced, target.namespace != "default" {
                _ = try await send("GET", RequestPath.object(.namespaces, namespace: "", name: target.namespace))
            }
            throw error
        }
    }
}
