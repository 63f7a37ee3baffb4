import APIServer
import Testing

@testable import Kubectl

@Suite struct ServedNameTests {
    @Test(arguments: [
        ("web", "default/web"), ("pod/web", "default/web"), ("pods/web", "default/web"), ("po/web", "default/web"),
        ("prod/web", "prod/web"), ("pod/prod/web", "prod/web"), ("pod", "default/pod"),
    ])
    func podsAreNamedInThreeWays(text: String, name: String) throws {
        let (namespace, pod) = try ServedName.pod(text, namespace: "default")
        #expect("\(namespace)/\(pod)" == name)
    }

    @Test(arguments: [
        ("web/tls", "default/web/tls"), ("prod/web/tls", "prod/web/tls"), ("pod/web/tls", "default/web/tls"),
        ("pod/tls", "default/pod/tls"), ("pod/prod/web/tls", "prod/web/tls"),
    ])
    func volumesAreNamedWithTheirPod(text: String, name: String) throws {
        let id = try ServedName.volume(text, namespace: "default")
        #expect("\(id.namespace)/\(id.pod)/\(id.volume)" == name)
    }

    @Test(arguments: ["", "/", "a/", "/a", "a/b/c", "pod/"])
    func whatIsNoPodIsWrongUsage(text: String) {
        #expect(
            throws: KubectlError(
                #"\#(text.debugDescription) is not the name of a Pod: POD, pod/POD or NAMESPACE/POD"#,
                code: 2
            )
        ) {
            _ = try ServedName.pod(text, namespace: "default")
        }
    }

    @Test(arguments: ["web", "", "a/b/c/d", "a//c"])
    func whatIsNoVolumeIsWrongUsage(text: String) {
        #expect(throws: KubectlError.self) { _ = try ServedName.volume(text, namespace: "default") }
    }
}
