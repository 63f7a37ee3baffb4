import KubeObjects
import ObjectStore
import Testing

@testable import APIServer

@Suite struct UpdateTests {
    private static let path = "\(APIFixture.secrets)/a"
    private static let merge = "application/merge-patch+json"
    private static let strategic = "application/strategic-merge-patch+json"
    private static let json = "application/json-patch+json"
    private static let apply = "application/apply-patch+yaml"

    @Test func aReplaceKeepsWhatTheServerWrites() async throws {
        let api = try await APIFixture()
        let made = try await api.make("a")
        let put = try await api.request("PUT", Self.path, APIFixture.secret("a", ["new": "eA=="]))
        #expect(put.code == 200)
        #expect(put.body["data"] == ["new": "eA=="])
        for field in ["uid", "creationTimestamp"] {
            #expect(put.body.value(at: "metadata", field) == made.body.value(at: "metadata", field))
        }
        #expect(put.revision != made.revision)
    }

    @Test func aWriteThatChangesNothingKeepsTheRevisionAndTellsNobody() async throws {
        let api = try await APIFixture()
        let made = try await api.make("a")
        let before = api.store.revision
        let writes: [(String, JSONValue, String)] = [
            ("PUT", made.body, "application/json"), ("PUT", APIFixture.secret("a"), "application/json"),
            ("PATCH", ["data": ["k": "dg=="]], Self.merge), ("PATCH", [:], Self.strategic), ("PATCH", [], Self.json),
        ]
        for (method, body, type) in writes {
            let answer = try await api.request(method, Self.path, body, contentType: type)
            #expect(answer.code == 200)
            #expect(answer.revision == made.revision)
        }
        #expect(api.store.revision == before)
    }

    @Test func aStaleRevisionOrUIDIsAConflict() async throws {
        let api = try await APIFixture()
        let made = try await api.make("a")
        _ = try await api.request("PUT", Self.path, APIFixture.secret("a", ["x": "eA=="]))
        let stale = try await api.request("PUT", Self.path, made.body)
        #expect(stale.code == 409)
        #expect(stale.reason == "Conflict")
        #expect(
            stale.message == "Operation cannot be fulfilled on secrets \"a\": the object has been modified; please "
                + "apply your changes to the latest version and try again"
        )
        let patch: JSONValue = ["metadata": ["resourceVersion": .string(made.revision)], "data": ["y": ""]]
        #expect(try await api.request("PATCH", Self.path, patch, contentType: Self.merge).code == 409)
        let other = APIFixture.secret("a", more: ["metadata": ["name": "a", "uid": "other"]])
        #expect(try await api.request("PUT", Self.path, other).code == 409)
    }

    @Test func aNameThatIsNotTheURLsIsRefused() async throws {
        let api = try await APIFixture()
        try await api.make("a")
        let answer = try await api.request("PUT", Self.path, APIFixture.secret("b"))
        #expect(answer.code == 400)
        #expect(answer.message == "the name of the object (b) does not match the name on the URL (a)")
    }

    @Test func aMissingObjectIsNotFound() async throws {
        let api = try await APIFixture()
        for (method, type) in [("PUT", "application/json"), ("PATCH", Self.merge), ("DELETE", "application/json")] {
            let answer = try await api.request(method, Self.path, APIFixture.secret("a"), contentType: type)
            #expect(answer.code == 404)
            #expect(answer.message == "secrets \"a\" not found")
            #expect(answer.body["details"] == ["name": "a", "kind": "secrets"])
        }
    }

    @Test func immutableDataAndTypesStay() async throws {
        let api = try await APIFixture()
        try await api.make("a", more: ["immutable": true])
        let data = try await api.request("PATCH", Self.path, ["data": ["k": ""]], contentType: Self.merge)
        #expect(data.code == 422)
        #expect(
            data.message
                == "Secret \"a\" is invalid: data: Forbidden: field is immutable when `immutable` is set"
        )
        let label: JSONValue = ["metadata": ["labels": ["x": "y"]]]
        #expect(try await api.request("PATCH", Self.path, label, contentType: Self.merge).code == 200)
        let type = try await api.request("PATCH", Self.path, ["type": "other"], contentType: Self.merge)
        #expect(type.message == "Secret \"a\" is invalid: type: Invalid value: \"other\": field is immutable")
    }

    @Test func thePodSpecStaysButForImages() async throws {
        let api = try await APIFixture()
        let pods = "/api/v1/namespaces/default/pods"
        let pod: JSONValue = [
            "metadata": ["name": "p"], "spec": ["containers": [["name": "c", "image": "i"]]],
        ]
        _ = try await api.request("POST", pods, pod)
        let image: JSONValue = ["spec": ["containers": [["name": "c", "image": "j"]]]]
        #expect(try await api.request("PATCH", "\(pods)/p", image, contentType: Self.strategic).code == 200)
        let name: JSONValue = ["spec": ["hostname": "h"]]
        let refused = try await api.request("PATCH", "\(pods)/p", name, contentType: Self.strategic)
        #expect(refused.code == 422)
        #expect(refused.message.hasPrefix("Pod \"p\" is invalid: spec: Forbidden: pod updates may not change fields"))
    }

    @Test(
        arguments: [
            (Self.merge, ["data": ["k": .null, "n": "bg=="]], 200),
            (Self.strategic, ["stringData": ["n": "n"], "data": ["k": .null]], 200),
            (
                Self.json,
                [
                    ["op": "move", "from": "/data/k", "path": "/data/n"],
                    ["op": "replace", "path": "/data/n", "value": "bg=="],
                ], 200
            ),
            (Self.json, [["op": "test", "path": "/data/k", "value": "no"]], 422),
            (Self.json, [["op": "remove", "path": "/data/missing"]], 422),
            (Self.json, ["not": "an array"], 400),
            (Self.merge, ["not an object"], 400),
            (Self.strategic, ["metadata": ["labels": "invalid"]], 400),
            ("application/json", ["data": [:]], 415),
        ] as [(String, JSONValue, Int)]
    )
    func eachKindOfPatchDoesWhatItShould(type: String, patch: JSONValue, code: Int) async throws {
        let api = try await APIFixture()
        try await api.make("a")
        let answer = try await api.request("PATCH", Self.path, patch, contentType: type)
        #expect(answer.code == code)
        if code == 200 { #expect(answer.body["data"] == ["n": "bg=="]) }
        if code == 422 { #expect(answer.message == "the server rejected our request due to an error in our request") }
    }

    @Test func serverSideApplyMakesChangesAndGuardsFields() async throws {
        let api = try await APIFixture()
        func apply(_ manager: String, _ data: JSONValue, force: Bool = false) async throws -> APIFixture.Answer {
            try await api.request(
                "PATCH",
                "\(Self.path)?fieldManager=\(manager)&force=\(force)",
                APIFixture.secret("a", data),
                contentType: Self.apply
            )
        }
        #expect(try await apply("one", ["x": "MQ==", "y": "MQ=="]).code == 201)
        let again = try await apply("one", ["x": "MQ==", "y": "MQ=="])
        #expect(again.code == 200)
        let conflict = try await apply("two", ["x": "Mg=="])
        #expect(conflict.code == 409)
        #expect(conflict.message == "Apply failed with 1 conflict: conflict with \"one\": .data.x")
        #expect(try await apply("two", ["x": "Mg=="], force: true).code == 200)
        let less = try await apply("one", ["y": "MQ=="])
        #expect(less.body["data"] == ["x": "Mg==", "y": "MQ=="])
        let noManager = try await api.request("PATCH", Self.path, APIFixture.secret("a"), contentType: Self.apply)
        #expect(noManager.code == 422)
        #expect(
            noManager.message == "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: "
                + "is required for apply patch"
        )
    }

    @Test func aDryRunShowsTheResultAndStoresNothing() async throws {
        let api = try await APIFixture()
        let made = try await api.make("a")
        let patched = try await api.request(
            "PATCH",
            "\(Self.path)?dryRun=All",
            ["data": ["n": "bg=="]],
            contentType: Self.merge
        )
        #expect(patched.body["data"] == ["k": "dg==", "n": "bg=="])
        #expect(patched.revision == made.revision)
        #expect(try await api.request("GET", Self.path).body == made.body)
        #expect(try await api.request("PATCH", "\(Self.path)?dryRun=Some", [:], contentType: Self.merge).code == 400)
    }
}
