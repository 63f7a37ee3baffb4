import KubeObjects
import Testing

@testable import Containers

struct ExecRequestTests {
    @Test(arguments: ["", "..", "a/b", "A", "a b", "a\n", String(repeating: "a", count: 254)])
    func whatNoObjectCanBeCalledIsNoName(name: String) {
        #expect(ExecRequest(["namespace": "default", "pod": .string(name)]) == nil)
        #expect(ExecRequest(["namespace": "default", "pod": "web", "container": .string(name + "/")]) == nil)
    }

    @Test func aRequestIsReadBack() {
        let request = ExecRequest(namespace: "default", pod: "web.example", container: "main")
        #expect(ExecRequest(request.json) == request)
    }
}
