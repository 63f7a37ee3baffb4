import KubeObjects
import Testing

@testable import APIServer

@Suite struct DiscoveryTests {
    private static let aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"

    private func body(_ path: String, accept: String = "application/json") throws -> JSONValue {
        try #require(Discovery.response(path: path, accept: accept)).body
    }

    @Test func coreHasOneVersion() throws {
        #expect(
            try body("/api") == ["kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []]
        )
    }

    @Test func groupsAreListedAndDescribed() throws {
        let list = try body("/apis")
        #expect(list["kind"] == "APIGroupList")
        #expect(
            list["groups"]?.elements?.map { $0["name"] } == ["authentication.k8s.io", "authorization.k8s.io"]
        )
        let version: JSONValue = ["groupVersion": "authorization.k8s.io/v1", "version": "v1"]
        #expect(
            try body("/apis/authorization.k8s.io") == [
                "kind": "APIGroup", "apiVersion": "v1", "name": "authorization.k8s.io", "versions": [version],
                "preferredVersion": version,
            ]
        )
    }

    @Test func coreResourcesAreListed() throws {
        let list = try body("/api/v1")
        #expect(list["kind"] == "APIResourceList")
        #expect(list["groupVersion"] == "v1")
        let resources = try #require(list["resources"]?.elements)
        #expect(
            resources.first { $0["name"] == "pods" } == [
                "name": "pods", "singularName": "pod", "namespaced": true, "kind": "Pod", "shortNames": ["po"],
                "categories": ["all"],
                "verbs": ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
            ]
        )
        #expect(
            resources.first { $0["name"] == "serviceaccounts/token" } == [
                "name": "serviceaccounts/token", "singularName": "", "namespaced": true, "kind": "TokenRequest",
                "group": "authentication.k8s.io", "version": "v1", "verbs": ["create"],
            ]
        )
    }

    @Test(arguments: [
        ("/apis/authorization.k8s.io/v1", ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
        ("/apis/authentication.k8s.io/v1", ["selfsubjectreviews"]),
    ])
    func reviewsAreOnlyCreated(path: String, names: [String]) throws {
        let resources = try #require(body(path)["resources"]?.elements)
        #expect(resources.map { $0["name"]?.text } == names)
        for resource in resources {
            #expect(resource["verbs"] == ["create"])
            #expect(resource["namespaced"] == false)
        }
    }

    @Test(arguments: [
        "", "/", "/api/v2", "/api/v1/secrets", "/apis/apps", "/apis/authorization.k8s.io/v1beta1", "/openapi/v2",
        "/version",
    ])
    func otherPathsAreNone(path: String) {
        #expect(Discovery.response(path: path, accept: "application/json") == nil)
        #expect(Discovery.response(path: path, accept: Self.aggregated) == nil)
    }

    @Test func everyGroupThatIsListedIsServed() throws {
        for group in try #require(body("/apis")["groups"]?.elements) {
            for version in try #require(group["versions"]?.elements) {
                let path = try "/apis/" + #require(version["groupVersion"]?.text)
                #expect(Discovery.response(path: path, accept: "") != nil)
            }
        }
    }

    @Test(arguments: ["/api", "/apis"], ["v2", "v2beta1"])
    func bothRootsComeAggregated(path: String, version: String) throws {
        let accept = "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
        let response = try #require(Discovery.response(path: path, accept: accept))
        #expect(response.contentType == accept)
        #expect(response.body["kind"] == "APIGroupDiscoveryList")
        #expect(response.body["apiVersion"] == .string("apidiscovery.k8s.io/\(version)"))
    }

    @Test func aggregatedCoreHasResourcesAndSubresources() throws {
        let items = try #require(body("/api", accept: Self.aggregated)["items"]?.elements)
        #expect(items.count == 1)
        let versions = try #require(items.first?["versions"]?.elements)
        #expect(versions.map { $0["version"] } == ["v1"])
        let resources = try #require(versions.first?["resources"]?.elements)
        #expect(resources.count == Resource.all.count)
        let accounts = try #require(resources.first { $0["resource"] == "serviceaccounts" })
        #expect(accounts["scope"] == "Namespaced")
        #expect(accounts["singularResource"] == "serviceaccount")
        #expect(accounts["shortNames"] == ["sa"])
        #expect(accounts["responseKind"] == ["group": "", "version": "v1", "kind": "ServiceAccount"])
        #expect(
            accounts["subresources"] == [
                [
                    "subresource": "token", "verbs": ["create"],
                    "responseKind": ["group": "authentication.k8s.io", "version": "v1", "kind": "TokenRequest"],
                ]
            ]
        )
        #expect(resources.first { $0["resource"] == "nodes" }?["scope"] == "Cluster")
    }

    @Test func aggregatedGroupsHaveNames() throws {
        let items = try #require(body("/apis", accept: Self.aggregated)["items"]?.elements)
        #expect(
            items.map { $0.value(at: "metadata", "name") } == ["authentication.k8s.io", "authorization.k8s.io"]
        )
    }

    @Test func otherDocumentsAreLegacyWhateverIsAsked() throws {
        let response = try #require(Discovery.response(path: "/api/v1", accept: Self.aggregated))
        #expect(response.contentType == "application/json")
        #expect(response.body["kind"] == "APIResourceList")
    }
}
