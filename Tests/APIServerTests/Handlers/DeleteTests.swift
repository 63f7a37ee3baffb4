import KubeObjects
import ObjectStore
import Testing

@testable import APIServer

@Suite struct DeleteTests {
    private static let path = "\(APIFixture.secrets)/a"

    @Test func aSecretIsGoneAtOnceAndTheAnswerHasItsUID() async throws {
        let api = try await APIFixture()
        let made = try await api.make("a")
        let answer = try await api.request("DELETE", Self.path, ["propagationPolicy": "Background"])
        #expect(answer.code == 200)
        #expect(answer.body["kind"] == "Status")
        #expect(answer.body["status"] == "Success")
        #expect(answer.body.value(at: "details", "uid") == made.body.value(at: "metadata", "uid"))
        #expect(try await api.request("GET", Self.path).code == 404)
    }

    @Test func aDeletionWaitsForFinalizers() async throws {
        let api = try await APIFixture()
        try await api.make("a", more: ["metadata": ["name": "a", "finalizers": ["x.example/f"]]])
        let marked = try await api.request("DELETE", Self.path)
        #expect(marked.body["kind"] == "Secret")
        #expect(marked.body.value(at: "metadata", "deletionTimestamp") == "2027-01-15T08:00:00Z")
        #expect(try await api.request("GET", Self.path).code == 200)
        let last = try await api.request(
            "PATCH",
            Self.path,
            ["metadata": ["finalizers": .null]],
            contentType: "application/merge-patch+json"
        )
        #expect(last.code == 200)
        #expect(try await api.request("GET", Self.path).code == 404)
    }

    @Test func preconditionsAndDryRunsInTheBodyCount() async throws {
        let api = try await APIFixture()
        let made = try await api.make("a")
        let wrong: [JSONValue] = [
            ["preconditions": ["uid": "other"]], ["preconditions": ["resourceVersion": "1"]],
        ]
        for body in wrong { #expect(try await api.request("DELETE", Self.path, body).code == 409) }
        #expect(try await api.request("DELETE", Self.path, ["dryRun": ["All"]]).code == 200)
        #expect(try await api.request("DELETE", Self.path, ["propagationPolicy": "Maybe"]).code == 400)
        #expect(try await api.request("DELETE", Self.path, ["gracePeriodSeconds": -1]).code == 400)
        #expect(try await api.request("GET", Self.path).code == 200)
        let right: JSONValue = [
            "preconditions": [
                "uid": made.body.value(at: "metadata", "uid") ?? "", "resourceVersion": .string(made.revision),
            ]
        ]
        #expect(try await api.request("DELETE", Self.path, right).code == 200)
    }

    @Test func aCollectionIsRemovedBySelector() async throws {
        let api = try await APIFixture()
        for (name, label) in [("a", "x"), ("b", "y"), ("c", "x")] {
            try await api.make(name, more: ["metadata": ["name": .string(name), "labels": ["l": .string(label)]]])
        }
        let answer = try await api.request("DELETE", "\(APIFixture.secrets)?labelSelector=l%3Dx")
        #expect(answer.names == ["a", "c"])
        #expect(try await api.request("GET", APIFixture.secrets).names == ["b"])
        #expect(try await api.request("DELETE", "/api/v1/secrets").code == 405)
    }

    @Test func aNamespaceTakesItsContentsWithIt() async throws {
        let api = try await APIFixture()
        _ = try await api.request("POST", "/api/v1/namespaces", ["metadata": ["name": "team"]])
        _ = try await api.request("POST", "/api/v1/namespaces/team/secrets", APIFixture.secret("a"))
        let answer = try await api.request("DELETE", "/api/v1/namespaces/team")
        #expect(answer.body.value(at: "status", "phase") == "Terminating")
        #expect(try await api.request("GET", "/api/v1/namespaces/team").code == 404)
        #expect(try await api.request("GET", "/api/v1/namespaces/team/secrets/a").code == 404)
    }

    @Test func aNamespaceWaitsForFinalizersOfItsContents() async throws {
        let api = try await APIFixture()
        _ = try await api.request("POST", "/api/v1/namespaces", ["metadata": ["name": "team"]])
        let held: JSONValue = ["metadata": ["name": "h", "finalizers": ["x.example/f"]]]
        _ = try await api.request("POST", "/api/v1/namespaces/team/secrets", held)
        _ = try await api.request("DELETE", "/api/v1/namespaces/team")
        #expect(
            try await api.request("GET", "/api/v1/namespaces/team").body.value(at: "status", "phase") == "Terminating"
        )
        _ = try await api.request(
            "PATCH",
            "/api/v1/namespaces/team/secrets/h",
            [["op": "remove", "path": "/metadata/finalizers"]],
            contentType: "application/json-patch+json"
        )
        #expect(try await api.request("GET", "/api/v1/namespaces/team").code == 404)
    }

    @Test(arguments: ["default", "kube-system"]) func theSystemsNamespacesStay(name: String) async throws {
        let api = try await APIFixture()
        let answer = try await api.request("DELETE", "/api/v1/namespaces/\(name)")
        #expect(answer.code == 403)
        #expect(answer.message == "namespaces \"\(name)\" is forbidden: this namespace may not be deleted")
    }

    @Test func aNamespaceThatCannotBeDecryptedHoldsNothingUp() async throws {
        let api = try await APIFixture()
        for name in ["a", "b"] { try await api.make(name) }
        try await api.store.damage(StoreKey("namespaces", name: "default"))
        try await api.store.damage(StoreKey("secrets", namespace: "default", name: "b"))
        try await api.handler.makeNamespaces()
        #expect(try await api.make("c").code == 201)
        #expect(try await api.request("DELETE", "\(APIFixture.secrets)/a").code == 200)
        let removed = try await api.request("DELETE", APIFixture.secrets)
        #expect(removed.names == ["c"])
        #expect(try await api.request("GET", "\(APIFixture.secrets)/b").code == 404)
    }
}
