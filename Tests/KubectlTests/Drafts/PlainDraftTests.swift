import KubeObjects
import Testing

@testable import Kubectl

struct PlainDraftTests {
    @Test func namespaceHasTheFieldsOfKubectls() throws {
        #expect(
            try NamespaceDraft(name: "blue").object() == [
                "apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "blue", "creationTimestamp": .null],
                "spec": [:], "status": [:],
            ]
        )
    }

    @Test func serviceAccountHasTheFieldsOfKubectls() throws {
        #expect(
            try ServiceAccountDraft(name: DraftName("sa", namespace: "blue")).object() == [
                "apiVersion": "v1", "kind": "ServiceAccount",
                "metadata": ["name": "sa", "namespace": "blue", "creationTimestamp": .null],
            ]
        )
    }

    @Test func nameIsNeeded() {
        #expect(throws: KubectlError("name must be specified")) { try NamespaceDraft(name: "").object() }
        #expect(throws: KubectlError("name must be specified")) {
            try ServiceAccountDraft(name: DraftName("")).object()
        }
    }
}
