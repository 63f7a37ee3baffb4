package import APIServer
package import KubeObjects

/// `create namespace`.
package struct NamespaceDraft: ObjectDraft {
    package static let resource = Resource.namespaces
    package static let refusal: String? = nil

    package var name: String

    package init(name: String) {
        self.name = name
    }

    package func object() throws(KubectlError) -> JSONValue {
        let name = DraftName(name)
        try name.requireName()
        return Self.object(metadata: name.metadata { "" }, fields: ["spec": [:], "status": [:]])
    }
}
