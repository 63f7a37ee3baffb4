import Testing

@testable import APIServer

@Suite struct ResourceTests {
    @Test func everyResourceIsFoundByItsPluralName() {
        for resource in Resource.all { #expect(Resource.named(resource.name) == resource) }
        #expect(Resource.named("secret") == nil)
        #expect(Resource.named("deployments") == nil)
    }

    @Test func namesAndShortNamesMeanOneResource() {
        let names = Resource.all.flatMap { [$0.name, $0.singular] + $0.shortNames }
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: [
        ("secrets", "secret", "SecretList"), ("configmaps", "configmap", "ConfigMapList"),
        ("serviceaccounts", "serviceaccount", "ServiceAccountList"), ("limitranges", "limitrange", "LimitRangeList"),
    ])
    func singularAndListKindFollowFromTheKind(name: String, singular: String, listKind: String) throws {
        let resource = try #require(Resource.named(name))
        #expect(resource.singular == singular)
        #expect(resource.listKind == listKind)
    }

    @Test(arguments: ["namespaces", "nodes"])
    func namespacesAndNodesLieInNoNamespace(name: String) throws {
        #expect(try #require(Resource.named(name)).isNamespaced == false)
    }

    @Test func onlyPodsAreOfTheCategoryAll() {
        #expect(Resource.all.filter { $0.categories.contains("all") } == [.pods])
    }

    @Test(arguments: ["services", "resourcequotas", "limitranges"])
    func whatIsAlwaysEmptyIsOnlyRead(name: String) throws {
        #expect(try #require(Resource.named(name)).verbs == [.get, .list, .watch])
    }

    @Test func nodesAreOnlyRead() {
        #expect(Resource.nodes.verbs == [.get, .list, .watch])
    }

    @Test func subresourcesAreFoundByName() {
        #expect(Resource.serviceAccounts.subresource(named: "token")?.kind == "TokenRequest")
        #expect(Resource.pods.subresource(named: "status")?.verbs == [.get])
        #expect(Resource.namespaces.subresource(named: "finalize") == nil)
        #expect(Resource.secrets.subresource(named: "status") == nil)
    }
}
