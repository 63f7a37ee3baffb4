import KubeObjects
import ObjectStore

extension APIHandler {
    /// Makes what every API has: the namespaces `default` and `kube-system`, each with its ServiceAccount.
    package func makeNamespaces() async throws {
        for name in NamespaceContents.protected.sorted() {
            let key = StoreKey(Resource.namespaces.name, name: name)
            if let found = try? await store.object(key), found.file == nil { continue }
            try await store.write { transaction in
                // One that cannot be decrypted is there all the same.
                guard try !transaction.contains(key) || (try? transaction.object(key))?.file != nil else { return }
                var body = try CanonicalForm.of(
                    ["metadata": ["name": .string(name)]],
                    .namespaces,
                    nodeName: rules.nodeName
                )
                ServerMetadata.begin(&body, uid: ServerMetadata.uid(random(), random()), now: now())
                try transaction.put(key, body)
                try NamespaceContents.begin(name, self, &transaction)
            }
        }
    }
}
