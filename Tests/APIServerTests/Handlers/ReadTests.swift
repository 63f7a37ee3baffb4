import KubeObjects
import ObjectStore
import Testing

@testable import APIServer

@Suite struct ReadTests {
    private static let table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"

    @Test func aListHasItsKindRevisionAndItems() async throws {
        let api = try await APIFixture()
        let empty = try await api.request("GET", APIFixture.secrets)
        #expect(empty.body["items"] == [])
        for name in ["b", "a"] { try await api.make(name) }
        let list = try await api.request("GET", APIFixture.secrets)
        #expect(list.body["kind"] == "SecretList")
        #expect(list.names == ["a", "b"])
        #expect(list.revision == "\(api.store.revision)")
        #expect(try await api.request("GET", "/api/v1/secrets").names == ["a", "b"])
    }

    @Test(arguments: [1, 2, 3, 7, 450]) func aListInPiecesIsTheWholeList(limit: Int) async throws {
        let api = try await APIFixture()
        for index in 0..<450 where index < 9 || limit == 450 { try await api.make("s\(1000 + index)") }
        let whole = try await api.request("GET", APIFixture.secrets).names
        var names: [String] = []
        var token = ""
        repeat {
            let page = try await api.request("GET", "\(APIFixture.secrets)?limit=\(limit)&continue=\(token)")
            #expect(page.names.count <= limit)
            names += page.names
            token = page.body.value(at: "metadata", "continue")?.text ?? ""
        } while !token.isEmpty
        #expect(names == whole)
    }

    @Test func aContinueTokenOfAnotherTimeIsExpired() async throws {
        let api = try await APIFixture()
        let token = ContinueToken(resourceVersion: 999_999, startKey: "default/a").text
        let answer = try await api.request("GET", "\(APIFixture.secrets)?limit=1&continue=\(token)")
        #expect(answer.code == 410)
        #expect(answer.reason == "Expired")
        #expect(try await api.request("GET", "\(APIFixture.secrets)?continue=junk").code == 400)
    }

    @Test func selectorsChooseByLabelsAndFields() async throws {
        let api = try await APIFixture()
        try await api.make("a", more: ["metadata": ["name": "a", "labels": ["l": "x"]]])
        try await api.make("b", more: ["type": "t"])
        func names(_ query: String) async throws -> [String] {
            try await api.request("GET", "\(APIFixture.secrets)?\(query)").names
        }
        #expect(try await names("labelSelector=l") == ["a"])
        #expect(try await names("labelSelector=%21l") == ["b"])
        #expect(try await names("fieldSelector=type%3Dt") == ["b"])
        #expect(try await names("fieldSelector=metadata.name%3Da") == ["a"])
        #expect(try await names("fieldSelector=metadata.name%3Da,type%3Dt") == [])
        let unknown = try await api.request("GET", "\(APIFixture.secrets)?fieldSelector=foo%3Dbar")
        #expect(unknown.code == 400)
        #expect(unknown.message == "field label not supported: foo")
    }

    @Test func tablesHaveKubectlsColumns() async throws {
        let api = try await APIFixture()
        try await api.make("a")
        for path in [APIFixture.secrets, "\(APIFixture.secrets)/a"] {
            let table = try await api.request("GET", path, accept: Self.table)
            #expect(table.body["kind"] == "Table")
            let columns = table.body["columnDefinitions"]?.elements?.compactMap { $0["name"]?.text }
            #expect(columns == ["Name", "Type", "Data", "Age"])
            #expect(table.body["rows"]?.elements?.first?["cells"] == ["a", "Opaque", 1, "0s"])
        }
    }

    @Test func partialMetadataHasNoData() async throws {
        let api = try await APIFixture()
        try await api.make("a")
        let accept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
        let list = try await api.request("GET", APIFixture.secrets, accept: accept)
        #expect(list.body["kind"] == "PartialObjectMetadataList")
        #expect(list.names == ["a"])
        #expect(list.body["items"]?.elements?.first?["data"] == nil)
        #expect(try await api.request("GET", APIFixture.secrets, accept: "application/yaml").code == 406)
    }

    @Test func whatCannotBeDecryptedBreaksNothingElse() async throws {
        let api = try await APIFixture()
        for name in ["a", "b", "c"] { try await api.make(name) }
        try await api.store.damage(StoreKey("secrets", namespace: "default", name: "b"))
        let list = try await api.request("GET", APIFixture.secrets)
        #expect(list.names == ["a", "c"])
        #expect(list.warnings.count == 1)
        let get = try await api.request("GET", "\(APIFixture.secrets)/b")
        #expect(get.code == 500)
        #expect(get.reason == "InternalError")
        #expect(try await api.request("DELETE", "\(APIFixture.secrets)/b").code == 200)
        #expect(try await api.make("b").code == 201)
    }

    @Test(arguments: [
        "/api/v1/nope", "/api/v1/secrets/a", "/api/v1/namespaces/default/secrets/a/b",
        "/api/v1/namespaces/default/secrets/..",
        "/api/v1/namespaces/default/secrets/%2e%2e", "/api/v1/namespaces/default/secrets/a%2fb",
        "/api/v1/namespaces/default/secrets/a%00", "/api/v2/secrets", "/apis/apps/v1/deployments",
        "/api/v1/namespaces/default/secrets/a/status", "/api/v1/namespaces/default/namespaces",
        "/api/v1/namespaces/default/secrets//",
    ])
    func pathsThatMeanNothingAreNotFound(path: String) async throws {
        let answer = try await APIFixture().request("GET", path)
        #expect(answer.code == 404)
        #expect(answer.reason == "NotFound")
        #expect(answer.message == "the server could not find the requested resource")
    }

    @Test func anUnknownTopLevelPathIsPlainText() async throws {
        #expect(try await APIFixture().request("GET", "/nope").code == 404)
        #expect(try await APIFixture().request("GET", "/../etc/passwd").code == 404)
    }

    @Test(arguments: ["%zz", "limit=x", "limit=99999999999999999999", "labelSelector=%3D%3D", "dryRun=%ff"])
    func aBadQueryIsABadRequest(query: String) async throws {
        let api = try await APIFixture()
        let answer = try await api.request("GET", "\(APIFixture.secrets)?\(query)")
        #expect(answer.code == 400)
    }

    @Test func whatUsersMayDoIsDecidedByTheirGroups() async throws {
        let api = try await APIFixture()
        try await api.make("a")
        let account = User(serviceAccount: "app", namespace: "default", uid: "u")
        #expect(try await api.request("GET", APIFixture.secrets, user: account).code == 200)
        let other = try await api.request("GET", "/api/v1/secrets", user: account)
        #expect(other.code == 403)
        #expect(
            other.message == "secrets is forbidden: User \"system:serviceaccount:default:app\" cannot list resource "
                + "\"secrets\" in API group \"\" at the cluster scope"
        )
        let write = try await api.request("DELETE", "\(APIFixture.secrets)/a", user: account)
        #expect(write.code == 403)
        for path in [APIFixture.secrets, "/api", "/openapi/v2", "/secretd/v1/encryption"] {
            #expect(try await api.request("GET", path, user: .anonymous).code == 401, "\(path)")
        }
        #expect(try await api.request("GET", "/secretd/v1/encryption", user: account).code == 403)
        #expect(try await api.request("GET", "/version", user: .anonymous).body["minor"] == "32")
    }

    @Test func aTokenIsForItsAccountAlone() async throws {
        let api = try await APIFixture()
        let path = "/api/v1/namespaces/default/serviceaccounts/default/token"
        let body: JSONValue = ["spec": ["expirationSeconds": 600]]
        let made = try await api.request("POST", path, body)
        #expect(made.code == 201)
        #expect(made.body.value(at: "status", "expirationTimestamp") == "2027-01-15T08:10:00Z")
        let short = try await api.request("POST", path, ["spec": ["expirationSeconds": 5]])
        #expect(short.code == 422)
        #expect(short.message.contains("may not specify a duration less than 10 minutes"))
        #expect(
            try await api.request("POST", "/api/v1/namespaces/default/serviceaccounts/nope/token", body).code == 404
        )
    }
}
