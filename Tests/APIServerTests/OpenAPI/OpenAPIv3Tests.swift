import KubeObjects
import Testing

@testable import APIServer

@Suite struct OpenAPIv3Tests {
    private let document = OpenAPIv3.document(of: Schema.all)

    private func operation(_ method: String, _ path: String) -> JSONValue? {
        document.value(at: "paths", path, method)
    }

    private func parameters(_ operation: JSONValue?) -> [String] {
        operation?["parameters"]?.elements?.compactMap { $0["name"]?.text } ?? []
    }

    @Test func everyPatchNamesItsKindAndChecksFields() {
        for resource in Resource.all where resource.allows(.patch) {
            let namespace = resource.isNamespaced ? "namespaces/{namespace}/" : ""
            let patch = operation("patch", "/api/v1/\(namespace)\(resource.name)/{name}")
            #expect(patch?[OpenAPI.kindExtension] == ["group": "", "version": "v1", "kind": .string(resource.kind)])
            #expect(parameters(patch) == ["dryRun", "fieldManager", "fieldValidation"])
        }
    }

    @Test func readsTakeNoneOfTheParametersOfWrites() {
        let path = "/api/v1/namespaces/{namespace}/secrets/{name}"
        #expect(operation("get", path)?["parameters"] == nil)
        #expect(parameters(operation("delete", path)) == ["dryRun"])
    }

    @Test func operationsFollowTheVerbs() {
        #expect(operation("post", "/api/v1/nodes") == nil)
        #expect(operation("patch", "/api/v1/nodes/{name}") == nil)
        #expect(operation("patch", "/api/v1/namespaces/{name}") != nil)
        #expect(operation("patch", "/api/v1/namespaces/{namespace}/services/{name}") == nil)
        #expect(operation("get", "/api/v1/secrets") != nil)
    }

    @Test func listsAreAnsweredWithListKinds() {
        let schema = operation("get", "/api/v1/namespaces/{namespace}/secrets")?
            .value(at: "responses", "200", "content", "application/json", "schema")
        #expect(schema == ["$ref": "#/components/schemas/io.k8s.api.core.v1.SecretList"])
    }

    @Test func secretsAreDescribed() throws {
        let secret = try #require(document.value(at: "components", "schemas", "io.k8s.api.core.v1.Secret"))
        #expect(secret["type"] == "object")
        #expect(secret[OpenAPI.kindExtension] == [["group": "", "version": "v1", "kind": "Secret"]])
        let data = try #require(secret.value(at: "properties", "data"))
        #expect(data["additionalProperties"] == ["type": "string", "format": "byte"])
        #expect(data["description"]?.text?.contains("base64") == true)
        #expect(
            secret.value(at: "properties", "metadata", "allOf") == [
                ["$ref": "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"]
            ]
        )
    }

    @Test func openMembersHaveNoType() {
        let probe = document.value(
            at: "components",
            "schemas",
            "io.k8s.api.core.v1.Container",
            "properties",
            "livenessProbe"
        )
        #expect(probe?.members?.keys.sorted() == ["description"])
    }

    @Test func mergeRulesAreExtensions() {
        let volumes = document.value(at: "components", "schemas", "io.k8s.api.core.v1.PodSpec", "properties", "volumes")
        #expect(volumes?["x-kubernetes-patch-merge-key"] == "name")
        #expect(volumes?["x-kubernetes-patch-strategy"] == "merge,retainKeys")
        #expect(volumes?["items"] == ["$ref": "#/components/schemas/io.k8s.api.core.v1.Volume"])
    }
}
