package import KubeObjects

/// `create secret docker-registry`.
package struct DockerRegistrySecretDraft: SecretDraft {
    /// The registry that images without a host in their name come from.
    package static let defaultServer = "https://index.docker.io/v1/"
    private static let key = ".dockerconfigjson"

    package var name: DraftName
    package var credentials: DockerCredentials
    /// `--from-file`, split at its commas; where there is one, `credentials` count for nothing.
    package var files: [String]

    package init(name: DraftName, credentials: DockerCredentials, files: [String] = []) {
        self.name = name
        self.credentials = credentials
        self.files = files
    }

    package func object() throws(KubectlError) -> JSONValue {
        try name.requireName()
        var data = DraftData(of: .secret)
        if files.isEmpty {
            guard credentials.isComplete else {
                throw KubectlError(
                    "either --from-file or the combination of --docker-username, --docker-password and "
                        + "--docker-server is required"
                )
            }
            try data.add(credentials.configuration(), as: Self.key)
        } else {
            let named = files.map { $0.utf8.contains(UInt8(ascii: "=")) ? $0 : "\(Self.key)=\($0)" }
            try DataSources(files: named).read(into: &data)
        }
        return Self.secret(name, type: "kubernetes.io/dockerconfigjson", data: data.values)
    }
}
