package import KubeObjects

/// `create secret generic`.
package struct GenericSecretDraft: SecretDraft {
    package var name: DraftName
    package var type: String
    package var sources: DataSources

    package init(name: DraftName, type: String = "", sources: DataSources) {
        self.name = name
        self.type = type
        self.sources = sources
    }

    package func object() throws(KubectlError) -> JSONValue {
        try name.requireName()
        var data = DraftData(of: .secret)
        try sources.read(into: &data)
        return Self.secret(name, type: type, data: data.values)
    }
}
