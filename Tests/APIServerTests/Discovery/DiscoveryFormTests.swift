import Testing

@testable import APIServer

@Suite struct DiscoveryFormTests {
    private static let v2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
    private static let v2beta1 = "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList"

    @Test(arguments: [
        ("", DiscoveryForm.legacy),
        ("*/*", .legacy),
        ("application/json, */*", .legacy),
        ("application/json;q=0.9", .legacy),
        ("\(v2),\(v2beta1),application/json", .aggregated(version: "v2")),
        ("\(v2beta1),application/json", .aggregated(version: "v2beta1")),
        ("application/json;v=v2; as=APIGroupDiscoveryList ;g=apidiscovery.k8s.io", .aggregated(version: "v2")),
        ("application/json, \(v2)", .legacy),
        ("application/vnd.kubernetes.protobuf, \(v2)", .aggregated(version: "v2")),
        (
            "application/json;g=apidiscovery.k8s.io;v=v3;as=APIGroupDiscoveryList,\(v2beta1)",
            .aggregated(version: "v2beta1")
        ),
        ("application/json;g=apidiscovery.k8s.io;as=APIGroupDiscoveryList", .legacy),
        ("application/json;as=Table;v=v1;g=meta.k8s.io", .legacy),
        ("text/html", .legacy),
        (";;,,=", .legacy),
    ])
    func theFirstTypeThatCanBeServedWins(accept: String, form: DiscoveryForm) {
        #expect(DiscoveryForm(accept: accept) == form)
    }

    @Test func theContentTypeNamesTheForm() {
        #expect(DiscoveryForm.legacy.contentType == "application/json")
        #expect(DiscoveryForm.aggregated(version: "v2").contentType == Self.v2)
        #expect(DiscoveryForm.aggregated(version: "v2beta1").contentType == Self.v2beta1)
    }
}
