import APIServer
import Kubectl
import Testing

struct ResourceNameTests {
    @Test(arguments: [
        ("secrets", ["secrets"]), ("secret", ["secrets"]), ("Secret", ["secrets"]), ("cm", ["configmaps"]),
        ("po", ["pods"]), ("sa", ["serviceaccounts"]), ("ns", ["namespaces"]), ("ev", ["events"]),
        ("secrets.v1.", ["secrets"]), ("secrets.v1", ["secrets"]), ("all", ["pods"]),
        ("secrets.apps", []), ("deployments", []), ("", []), ("all.v1", []),
    ])
    func findsWhatKubectlFinds(text: String, resources: [String]) {
        #expect(ResourceName.resources(named: text).map(\.name) == resources)
    }
}
