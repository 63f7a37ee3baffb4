package import APIServer
package import KubeObjects

/// `create serviceaccount`.
package struct ServiceAccountDraft: ObjectDraft {
    package static let resource = Resource.serviceAccounts
    package static let refusal: String? = "failed to create serviceaccount: "

    package var name: DraftName

    package init(name: DraftName) {
        self.name = name
    }

    package func object() throws(KubectlError) -> JSONValue {
        try name.requireName()
        return Self.object(metadata: name.metadata { "" })
    }
}
