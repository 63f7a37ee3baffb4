import KubeObjects
import Testing

@testable import Kubectl

struct DraftFailureTests {
    private let error = ClientError.refused(
        ServerStatus(["reason": "AlreadyExists", "message": "xs \"x\" already exists"], code: 409)
    )

    @Test func refusalIsKubectlsOfEachKind() {
        let exists = "xs \"x\" already exists"
        #expect(GenericSecretDraft.failure(error) == KubectlError("failed to create secret \(exists)"))
        #expect(ConfigMapDraft.failure(error) == KubectlError("failed to create configmap: \(exists)"))
        #expect(ServiceAccountDraft.failure(error) == KubectlError("failed to create serviceaccount: \(exists)"))
        #expect(NamespaceDraft.failure(error).message == "Error from server (AlreadyExists): \(exists)")
    }

    @Test func whatIsNoRefusalIsSaidAsItIs() {
        let broken = ClientError.broken(socket: "/s", "gone")
        #expect(GenericSecretDraft.failure(broken) == KubectlError("/s: gone"))
    }
}
