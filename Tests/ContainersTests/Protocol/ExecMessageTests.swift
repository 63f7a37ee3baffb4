import Containers
import KubeObjects
import Testing

struct ExecMessageTests {
    private static let ready = ExecReady(
        pod: ["metadata": ["name": "web"]],
        container: "main",
        environment: [
            EnvironmentValue(name: "A", value: SecretBytes(utf8: "one")),
            EnvironmentValue(name: "EMPTY", value: SecretBytes(utf8: "")),
        ],
        volumes: ["tls", "ca"]
    )

    @Test(arguments: [
        ExecMessage.waiting(#"secret "x" not found"#), .refused("no Pod web"), .ready(ready),
        .changed(ExecChange(volumes: ["tls"], environment: true)),
    ])
    func aMessageComesOutAsItWentIn(message: ExecMessage) {
        #expect(ExecMessage(message.json) == message)
    }

    @Test func aReadyHasTheAgreedForm() {
        let expected: JSONValue = [
            "type": "ready", "pod": ["metadata": ["name": "web"]], "container": "main",
            "environment": [["name": "A", "value": "b25l"], ["name": "EMPTY", "value": ""]], "volumes": ["tls", "ca"],
        ]
        #expect(ExecMessage.ready(Self.ready).json == expected)
    }

    @Test(
        arguments: [
            .null, [:], ["type": "other"], ["type": "waiting"],
            ["type": "changed", "volumes": [1], "environment": false],
            [
                "type": "ready", "pod": [:], "container": "main", "environment": [["name": "A", "value": "!"]],
                "volumes": [],
            ],
        ] as [JSONValue]
    )
    func anotherFormIsNoMessage(json: JSONValue) {
        #expect(ExecMessage(json) == nil)
    }

    @Test func aRequestMayLeaveTheContainerOut() {
        #expect(ExecRequest(["namespace": "a", "pod": "b"]) == ExecRequest(namespace: "a", pod: "b"))
        let whole = ExecRequest(namespace: "a", pod: "b", container: "c")
        #expect(ExecRequest(whole.json) == whole)
        #expect(ExecRequest(["namespace": "", "pod": "b"]) == nil)
    }
}
