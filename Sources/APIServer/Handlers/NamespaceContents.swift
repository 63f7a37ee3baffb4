import KubeObjects
import ObjectStore

/// What lives and dies with a namespace.
enum NamespaceContents {
    /// Those that the system itself lives in.
    static let protected: Set<String> = ["default", "kube-system"]

    /// Every namespace has a ServiceAccount `default`. Source: k8s.io/kubernetes pkg/controller/serviceaccount.
    static func begin(_ namespace: String, _ handler: APIHandler, _ transaction: inout StoreTransaction) throws {
        let key = StoreKey(Resource.serviceAccounts.name, namespace: namespace, name: "default")
        guard try !transaction.contains(key) else { return }
        var account: JSONValue = [
            "apiVersion": "v1", "kind": "ServiceAccount",
            "metadata": ["name": "default", "namespace": .string(namespace)],
        ]
        ServerMetadata.begin(
            &account,
            uid: ServerMetadata.uid(handler.random(), handler.random()),
            now: handler.now()
        )
        try transaction.put(key, account)
    }

    /// Removes everything in the namespace; what has finalizers is marked and stays until they are gone.
    ///
    /// - Returns: Whether nothing is left.
    static func empty(_ namespace: String, _ handler: APIHandler, _ transaction: inout StoreTransaction) throws -> Bool
    {
        for key in try transaction.keys(namespace: namespace) {
            try ObjectRemoval.remove(key, handler, &transaction)
        }
        return try transaction.keys(namespace: namespace).isEmpty
    }

    /// Removes a namespace whose deletion waited for the last object in it.
    static func finish(
        _ namespace: String?,
        _ handler: APIHandler,
        _ transaction: inout StoreTransaction
    ) throws {
        guard let namespace else { return }
        let key = StoreKey(Resource.namespaces.name, name: namespace)
        guard let object = try? transaction.object(key), object.file == nil,
            (try? object.body())?.value(at: "metadata", "deletionTimestamp") != nil,
            try transaction.keys(namespace: namespace).isEmpty
        else { return }
        try transaction.delete(key)
    }
}
