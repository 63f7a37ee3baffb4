import KubeObjects
import Testing

@testable import APIServer

@Suite struct FieldSelectorTests {
    private static let secret: JSONValue = [
        "metadata": ["name": "db", "namespace": "prod"], "type": "a=b,c\\",
    ]

    private static let pod: JSONValue = [
        "metadata": ["name": "web", "namespace": "prod"],
        "spec": [
            "nodeName": "node1", "restartPolicy": "Always", "schedulerName": "default-scheduler",
            "serviceAccountName": "default", "hostNetwork": true,
        ],
        "status": ["phase": "Running", "podIP": "10.0.0.7"],
    ]

    private static let event: JSONValue = [
        "metadata": ["name": "web.1"],
        "involvedObject": [
            "kind": "Pod", "namespace": "prod", "name": "web", "uid": "u", "apiVersion": "v1", "resourceVersion": "7",
            "fieldPath": "spec.containers{c}",
        ],
        "reason": "Started", "reportingComponent": "secretd", "type": "Normal",
    ]

    @Test(
        arguments: [
            "", ",", ",,metadata.name=db,", "metadata.name=db", "metadata.name==db", "metadata.name!=x",
            "metadata.name=db,metadata.namespace=prod", "metadata.namespace!=", "type=a\\=b\\,c\\\\", "type!=Opaque",
        ]
    )
    func matchesSecret(selector: String) throws {
        #expect(try FieldSelector(parsing: selector, resource: "secrets").matches(Self.secret))
    }

    @Test(
        arguments: [
            "metadata.name=", "metadata.name=DB", "metadata.name!=db", "metadata.name=db,metadata.namespace=x",
            "metadata.name= db", "type=Opaque", "metadata.name=db,metadata.name=x",
        ]
    )
    func doesNotMatchSecret(selector: String) throws {
        #expect(try !FieldSelector(parsing: selector, resource: "secrets").matches(Self.secret))
    }

    @Test(
        arguments: [
            "spec.nodeName=node1", "spec.nodeName=node1,status.phase!=Succeeded,status.phase!=Failed",
            "spec.restartPolicy=Always", "spec.schedulerName=default-scheduler", "spec.serviceAccountName=default",
            "spec.hostNetwork=true", "spec.hostNetwork!=false", "status.phase=Running", "status.podIP=10.0.0.7",
            "status.nominatedNodeName=",
        ]
    )
    func matchesPod(selector: String) throws {
        #expect(try FieldSelector(parsing: selector, resource: "pods").matches(Self.pod))
    }

    @Test(
        arguments: [
            "spec.nodeName=node2", "status.phase!=Running", "spec.hostNetwork=false", "status.podIP=",
            "status.nominatedNodeName!=",
        ]
    )
    func doesNotMatchPod(selector: String) throws {
        #expect(try !FieldSelector(parsing: selector, resource: "pods").matches(Self.pod))
    }

    @Test(
        arguments: [
            "involvedObject.kind=Pod,involvedObject.namespace=prod,involvedObject.name=web,involvedObject.uid=u",
            "involvedObject.apiVersion=v1,involvedObject.resourceVersion=7",
            "involvedObject.fieldPath=spec.containers{c}", "reason=Started", "reportingComponent=secretd",
            "type=Normal", "source=secretd",
        ]
    )
    func matchesEvent(selector: String) throws {
        #expect(try FieldSelector(parsing: selector, resource: "events").matches(Self.event))
    }

    @Test func sourceOfAnEventIsItsComponent() throws {
        var event = Self.event
        event.set("agent", at: "source", "component")
        #expect(try FieldSelector(parsing: "source=agent", resource: "events").matches(event))
    }

    @Test func valuesMayBeEmpty() throws {
        let selector = try FieldSelector(
            parsing: "involvedObject.namespace=,involvedObject.uid=n",
            resource: "events"
        )
        #expect(selector.matches(["involvedObject": ["uid": "n"]]))
        #expect(!selector.matches(["involvedObject": ["uid": "n", "namespace": "prod"]]))
    }

    @Test func missingFlagIsFalse() throws {
        #expect(try FieldSelector(parsing: "spec.unschedulable=false", resource: "nodes").matches([:]))
        let cordoned: JSONValue = ["spec": ["unschedulable": true]]
        #expect(try FieldSelector(parsing: "spec.unschedulable=true", resource: "nodes").matches(cordoned))
        #expect(try FieldSelector(parsing: "spec.hostNetwork=false", resource: "pods").matches([:]))
    }

    @Test func phaseOfNamespace() throws {
        let namespace: JSONValue = ["status": ["phase": "Active"]]
        #expect(try FieldSelector(parsing: "status.phase=Active", resource: "namespaces").matches(namespace))
    }

    @Test func firstAddressOfAPodWins() throws {
        let pod: JSONValue = ["status": ["podIPs": [["ip": "fd00::1"], ["ip": "10.0.0.7"]], "podIP": "fd00::1"]]
        #expect(try FieldSelector(parsing: "status.podIP=fd00::1", resource: "pods").matches(pod))
    }

    @Test(
        arguments: [
            ("metadata.name=a", "a"), ("metadata.name==a", "a"), ("type=x,metadata.name=a", "a"),
            ("metadata.name=", ""), ("metadata.name=a\\,b", "a,b"),
            ("", nil), ("metadata.name!=a", nil), ("metadata.namespace=a", nil),
        ] as [(String, String?)]
    )
    func pinsAName(selector: String, name: String?) throws {
        #expect(try FieldSelector(parsing: selector, resource: "secrets").name == name)
    }

    @Test(
        arguments: [
            ("secrets", "foo=bar", "field label not supported: foo"),
            ("secrets", "status.phase=x", "field label not supported: status.phase"),
            ("secrets", "=x", "field label not supported: "),
            ("pods", "spec.containers=x", "field label not supported: spec.containers"),
            ("pods", " status.phase=x", "field label not supported:  status.phase"),
            ("events", "message=x", "field label not supported: message"),
            (
                "configmaps", "foo=bar",
                #""foo" is not a known field selector: only "metadata.name", "metadata.namespace""#
            ),
            ("secrets", "foo", "invalid selector: 'foo'; can't understand 'foo'"),
            (
                "secrets", "type=x,metadata.name",
                "invalid selector: 'type=x,metadata.name'; can't understand 'metadata.name'"
            ),
            ("secrets", "a!b", "invalid selector: 'a!b'; can't understand 'a!b'"),
            ("secrets", "type=a=b", "invalid field selector: unescaped character in value: 61"),
            ("secrets", "type===b", "invalid field selector: unescaped character in value: 61"),
            ("secrets", "type=a\\b", "invalid field selector: invalid escape sequence: \\b"),
            ("secrets", "type=a\\", "invalid field selector: invalid escape sequence: \\"),
            ("secrets", "foo\u{1b}=x", "field label not supported: foo\\x1b"),
        ]
    )
    func refuses(resource: String, selector: String, text: String) {
        let error = #expect(throws: SelectorError.self) {
            try FieldSelector(parsing: selector, resource: resource)
        }
        #expect(error?.description == text)
    }
}
