import KubeObjects
import ObjectStore
import Testing

@testable import APIServer

@Suite struct CreateTests {
    @Test func theServerFillsInWhatOnlyItKnows() async throws {
        let api = try await APIFixture()
        let made = try await api.make("a")
        #expect(made.code == 201)
        #expect(made.body["type"] == "Opaque")
        #expect(made.body.value(at: "metadata", "namespace") == "default")
        #expect(made.body.value(at: "metadata", "creationTimestamp") == "2027-01-15T08:00:00Z")
        #expect(made.body.value(at: "metadata", "uid")?.text?.count == 36)
        #expect(!made.revision.isEmpty)
        #expect(try await api.request("GET", "\(APIFixture.secrets)/a").body == made.body)
    }

    @Test func stringDataWinsOverDataAndIsNotKept() async throws {
        let api = try await APIFixture()
        let made = try await api.make("a", ["k1": "djE=", "k2": ""], more: ["stringData": ["k2": "v2"]])
        #expect(made.body["data"] == ["k1": "djE=", "k2": "djI="])
        #expect(made.body["stringData"] == nil)
    }

    @Test func aNullValueIsAnEmptyOneAndLineBreaksInBase64AreNotKept() async throws {
        let api = try await APIFixture()
        let made = try await api.make("a", ["n": .null, "b": "aGVs\nbG8=\r\n"])
        #expect(made.body["data"] == ["n": "", "b": "aGVsbG8="])
    }

    @Test func aNameIsMadeFromGenerateName() async throws {
        let api = try await APIFixture()
        let body: JSONValue = ["metadata": ["generateName": .string(String(repeating: "a", count: 70) + "-")]]
        let made = try await api.request("POST", APIFixture.secrets, body)
        let name = try #require(made.body.value(at: "metadata", "name")?.text)
        #expect(made.code == 201)
        #expect(name.count == 63)
        #expect(name.hasPrefix(String(repeating: "a", count: 58)))
    }

    @Test func aDryRunStoresNothing() async throws {
        let api = try await APIFixture()
        let before = api.store.revision
        let made = try await api.request("POST", "\(APIFixture.secrets)?dryRun=All", APIFixture.secret("a"))
        #expect(made.code == 201)
        #expect(made.revision == "")
        #expect(try await api.request("GET", "\(APIFixture.secrets)/a").code == 404)
        #expect(api.store.revision == before)
    }

    @Test func unknownFieldsAreRefusedWarnedOfOrIgnoredAsTheClientWishes() async throws {
        let api = try await APIFixture()
        let body = APIFixture.secret("a", more: ["datas": ["x": "y"]])
        let strict = try await api.request("POST", "\(APIFixture.secrets)?fieldValidation=Strict", body)
        #expect(strict.code == 400)
        #expect(
            strict.message == "Secret in version \"v1\" cannot be handled as a Secret: strict decoding error: "
                + "unknown field \"datas\""
        )
        let warned = try await api.request("POST", APIFixture.secrets, body)
        #expect(warned.code == 201)
        #expect(warned.warnings == ["299 - \"unknown field \\\"datas\\\"\""])
        var many: JSONValue = ["metadata": ["name": "many"]]
        for index in 0..<10_000 { many["unknown\(index)"] = 1 }
        let much = try await api.request("POST", APIFixture.secrets, many)
        #expect(much.code == 201)
        // Clients refuse longer headers.
        #expect(much.warnings.reduce(0) { $0 + $1.utf8.count } < 10_000)
        let ignored = try await api.request("PUT", "\(APIFixture.secrets)/a?fieldValidation=Ignore", body)
        #expect(ignored.warnings == [])
    }

    @Test(
        arguments: [
            (APIFixture.secret("a"), 409, "AlreadyExists", "secrets \"a\" already exists"),
            (
                ["kind": "ConfigMap", "apiVersion": "v1", "metadata": ["name": "b"]], 400, "BadRequest",
                "ConfigMap in version \"v1\" cannot be handled as a Secret: converting (v1.ConfigMap) to (core.Secret): "
                    + "unknown conversion"
            ),
            (
                ["apiVersion": "v2", "metadata": ["name": "b"]], 400, "BadRequest",
                "the API version in the data (v2) does not match the expected API version (v1)"
            ),
            (
                APIFixture.secret("b", ["k": "%%"]), 400, "BadRequest",
                "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte 0"
            ),
            (
                APIFixture.secret("b", more: ["stringData": ["k": 8080]]), 400, "BadRequest",
                "Secret in version \"v1\" cannot be handled as a Secret: json: cannot unmarshal number into Go struct "
                    + "field Secret.stringData of type string"
            ),
            (
                APIFixture.secret("b", ["a*b": ""]), 422, "Invalid",
                "Secret \"b\" is invalid: data[a*b]: Invalid value: \"a*b\": a valid config key must consist of "
                    + "alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex "
                    + "used for validation is '[-._a-zA-Z0-9]+')"
            ),
            (
                APIFixture.secret("b", more: ["type": "kubernetes.io/tls"]), 422, "Invalid",
                "Secret \"b\" is invalid: [data[tls.crt]: Required value, data[tls.key]: Required value]"
            ),
            (
                APIFixture.secret("b", more: ["metadata": ["name": "b", "namespace": "other"]]), 400, "BadRequest",
                "the namespace of the provided object does not match the namespace sent on the request"
            ),
            (
                APIFixture.secret("b", more: ["metadata": ["name": "b", "resourceVersion": "5"]]), 400, "BadRequest",
                "resourceVersion should not be set on objects to be created"
            ),
        ] as [(JSONValue, Int, String, String)]
    )
    func whatIsRefusedIsRefusedInKubernetesWords(
        body: JSONValue,
        code: Int,
        reason: String,
        message: String
    ) async throws {
        let api = try await APIFixture()
        try await api.make("a")
        let answer = try await api.request("POST", APIFixture.secrets, body)
        #expect(answer.code == code)
        #expect(answer.reason == reason)
        #expect(answer.message == message)
        #expect(answer.body["kind"] == "Status")
        #expect(answer.body["code"] == .integer(Int64(code)))
    }

    @Test func severalErrorsAreCausesToo() async throws {
        let api = try await APIFixture()
        let answer = try await api.make("t", more: ["type": "kubernetes.io/tls"])
        #expect(answer.body.value(at: "details", "kind") == "Secret")
        #expect(
            answer.body.value(at: "details", "causes") == [
                ["reason": "FieldValueRequired", "message": "Required value", "field": "data[tls.crt]"],
                ["reason": "FieldValueRequired", "message": "Required value", "field": "data[tls.key]"],
            ]
        )
    }

    @Test(arguments: ["{", "[]", "null", "{\"a\":1,\"a\":2}", "\u{FF}", "{} {}", ""])
    func aBodyThatIsNoObjectIsABadRequest(body: String) async throws {
        let api = try await APIFixture()
        let answer = try await api.send("POST", APIFixture.secrets, body)
        #expect(answer.code == 400)
    }

    @Test func deepNestingIsRefusedAndHarmless() async throws {
        let api = try await APIFixture()
        for depth in [100, 600, 100_000] {
            let body = "{\"metadata\":{\"name\":\"d\"},\"x\":\(String(repeating: "[", count: depth))"
            #expect(try await api.send("POST", APIFixture.secrets, body).code == 400)
        }
        let deep = String(repeating: "{\"a\":", count: 400) + "1" + String(repeating: "}", count: 400)
        let answer = try await api.send(
            "POST",
            "\(APIFixture.secrets)?fieldValidation=Ignore",
            "{\"metadata\":{\"name\":\"d\"},\"x\":\(deep)}"
        )
        #expect(answer.code == 201)
    }

    @Test func yamlIsTakenAndOtherTypesAreNot() async throws {
        let api = try await APIFixture()
        let yaml = "metadata: {name: from-yaml}\nstringData: {a: b}\n"
        #expect(try await api.send("POST", APIFixture.secrets, yaml, contentType: "application/yaml").code == 201)
        let answer = try await api.send("POST", APIFixture.secrets, yaml, contentType: "text/plain")
        #expect(answer.code == 415)
        #expect(answer.reason == "UnsupportedMediaType")
    }

    @Test func aMissingOrEndingNamespaceIsNoPlaceForAnObject() async throws {
        let api = try await APIFixture()
        let missing = try await api.request("POST", "/api/v1/namespaces/nope/secrets", APIFixture.secret("a"))
        #expect(missing.code == 404)
        #expect(missing.message == "namespaces \"nope\" not found")
        #expect(missing.body.value(at: "details", "kind") == "namespaces")
        _ = try await api.request("POST", "/api/v1/namespaces", ["metadata": ["name": "end"]])
        let held: JSONValue = ["metadata": ["name": "h", "finalizers": ["x.example/f"]]]
        _ = try await api.request("POST", "/api/v1/namespaces/end/secrets", held)
        _ = try await api.request("DELETE", "/api/v1/namespaces/end")
        let ending = try await api.request("POST", "/api/v1/namespaces/end/secrets", APIFixture.secret("a"))
        #expect(ending.code == 403)
        #expect(ending.message.contains("because it is being terminated"))
    }

    @Test func aPodGetsKubernetesDefaultsAndThisNode() async throws {
        let api = try await APIFixture()
        let pod: JSONValue = [
            "metadata": ["name": "p"],
            "spec": [
                "containers": [["name": "c", "image": "i:1", "ports": [["containerPort": 80]]]],
                "volumes": [["name": "v", "secret": ["secretName": "s"]]],
            ],
        ]
        let made = try await api.request("POST", "/api/v1/namespaces/default/pods", pod)
        #expect(made.code == 201)
        let spec = try #require(made.body["spec"])
        #expect(spec["restartPolicy"] == "Always")
        #expect(spec["nodeName"] == "node-1")
        #expect(spec["volumes"]?.elements?[0].value(at: "secret", "defaultMode") == 420)
        #expect(spec["containers"]?.elements?[0]["imagePullPolicy"] == "IfNotPresent")
        #expect(spec["containers"]?.elements?[0]["ports"] == [["containerPort": 80, "protocol": "TCP"]])
        var elsewhere = pod
        elsewhere.set("q", at: "metadata", "name")
        elsewhere.set("node-2", at: "spec", "nodeName")
        #expect(try await api.request("POST", "/api/v1/namespaces/default/pods", elsewhere).code == 422)
    }

    @Test func aNewNamespaceHasItsServiceAccount() async throws {
        let api = try await APIFixture()
        let made = try await api.request("POST", "/api/v1/namespaces", ["metadata": ["name": "team"]])
        #expect(made.code == 201)
        #expect(made.body.value(at: "status", "phase") == "Active")
        #expect(made.body.value(at: "metadata", "labels", "kubernetes.io/metadata.name") == "team")
        #expect(try await api.request("GET", "/api/v1/namespaces/team/serviceaccounts/default").code == 200)
        #expect(try await api.request("POST", "/api/v1/namespaces", ["metadata": ["name": "a.b"]]).code == 422)
    }
}
