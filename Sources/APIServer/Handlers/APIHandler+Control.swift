package import KubeObjects
package import ObjectStore

extension APIHandler {
    /// Where the daemon itself is asked: not Kubernetes' API, but ours.
    package static let encryptionPath = "/secretd/v1/encryption"
    package static let rotationPath = "/secretd/v1/encryption/rotate"
    package static let kubeconfigPath = "/secretd/v1/kubeconfig"

    /// The answer to a request of ours; nil for every other path. Whoever gets here may do everything.
    func control(_ request: APIRequest) async throws -> APIResponse? {
        switch (request.method, request.path) {
        case ("GET", Self.encryptionPath):
            return APIResponse(try await store.encryptionStatus().json(unreadable: []))
        case ("POST", Self.rotationPath):
            guard let rotation else { throw APIError.unknownPath }
            let unreadable = try await rotation.rotate()
            return APIResponse(try await store.encryptionStatus().json(unreadable: unreadable))
        case ("GET", Self.kubeconfigPath):
            guard let text = kubeconfig() else {
                throw APIError(503, .serviceUnavailable, "the API is not served over TLS, and kubectl knows no socket")
            }
            return APIResponse(["kubeconfig": .string(text)])
        default: return try await served(request)
        }
    }
}

extension EncryptionStatus {
    /// For machines, and for the command that shows it to people.
    package func json(unreadable: [StoreError]) -> JSONValue {
        [
            "encryptionKey": ["id": .string(encryptionKey), "source": .string(source), "isOwn": .bool(isOwn)],
            "dataKeys": .array(
                dataKeys.map { key in
                    [
                        "id": .string(key.id), "current": .bool(key.isCurrent),
                        "created": .string(Timestamp.text(key.created)), "objects": .integer(Int64(key.objects)),
                    ]
                }
            ),
            "undecryptable": .array(unreadable.map { .string("\($0)") }),
        ]
    }
}
