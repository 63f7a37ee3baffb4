import KubeObjects
import Testing

@testable import APIServer

@Suite struct TablePrinterTests {
    private static let now: Int64 = 1_767_225_600
    private static let born: JSONValue = "2025-12-31T23:59:30Z"

    private static let secret: JSONValue = [
        "kind": "Secret", "apiVersion": "v1", "type": "Opaque",
        "metadata": [
            "name": "db", "namespace": "prod", "creationTimestamp": born, "resourceVersion": "7", "labels": ["a": "b"],
        ],
        "data": ["user": "cm9vdA==", "password": "aHVudGVyMg=="],
    ]

    private static func table(
        _ resource: String = "secrets",
        _ objects: [JSONValue] = [secret],
        list: JSONValue? = nil,
        include: IncludeObject = .metadata,
        withColumns: Bool = true,
        version: String = "v1"
    ) -> JSONValue {
        TablePrinter.table(
            resource: resource,
            objects: objects,
            listMetadata: list,
            includeObject: include,
            withColumns: withColumns,
            now: now,
            version: version
        )
    }

    private static func cells(_ resource: String, _ object: JSONValue) -> [JSONValue]? {
        table(resource, [object])["rows"]?.elements?.first?["cells"]?.elements
    }

    private static let heads: [(String, [String])] = [
        ("secrets", ["Name", "Type", "Data", "Age"]),
        ("configmaps", ["Name", "Data", "Age"]),
        ("serviceaccounts", ["Name", "Age"]),
        ("services", ["Name", "Age"]),
        ("resourcequotas", ["Name", "Age"]),
        ("limitranges", ["Name", "Age"]),
        ("namespaces", ["Name", "Status", "Age"]),
        (
            "pods",
            ["Name", "Ready", "Status", "Restarts", "Age", "+IP", "+Node", "+Nominated Node", "+Readiness Gates"]
        ),
        (
            "nodes",
            [
                "Name", "Status", "Roles", "Age", "Version", "+Internal-IP", "+External-IP", "+OS-Image",
                "+Kernel-Version", "+Container-Runtime",
            ]
        ),
        (
            "events",
            [
                "Last Seen", "Type", "Reason", "Object", "+Subobject", "+Source", "Message", "+First Seen", "+Count",
                "+Name",
            ]
        ),
    ]

    @Test(arguments: heads) func columns(resource: String, names: [String]) {
        let columns = Self.table(resource, [])["columnDefinitions"]?.elements ?? []
        #expect(columns.map { ($0["priority"] == 1 ? "+" : "") + ($0["name"]?.text ?? "") } == names)
        for column in columns {
            #expect(Set(column.members?.keys ?? [:].keys) == ["name", "type", "format", "description", "priority"])
        }
        #expect(columns.first { $0["name"] == "Name" }?["type"] == "string")
    }

    @Test(arguments: heads) func rowsHaveACellForEachColumn(resource: String, names: [String]) {
        #expect(Self.cells(resource, [:])?.count == names.count)
    }

    @Test func oneObject() {
        let expected: JSONValue = [
            "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": ["resourceVersion": "7"],
            "columnDefinitions": .null,
            "rows": [
                [
                    "cells": ["db", "Opaque", 2, "30s"],
                    "object": [
                        "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
                        "metadata": Self.secret["metadata"] ?? .null,
                    ],
                ]
            ],
        ]
        #expect(Self.table(withColumns: false) == expected)
    }

    @Test func tableOfAListHasTheListsMetadata() {
        let list: JSONValue = ["resourceVersion": "105", "continue": "abc", "remainingItemCount": 3, "x": "y"]
        let table = Self.table(list: list)
        #expect(table["metadata"] == ["resourceVersion": "105", "continue": "abc", "remainingItemCount": 3])
    }

    @Test func emptyList() {
        let table = Self.table("secrets", [], list: ["resourceVersion": "1"])
        #expect(table["rows"] == [])
        #expect(table["columnDefinitions"]?.elements?.count == 4)
    }

    @Test func rowsCarryWhatTheQuerySays() {
        #expect(Self.table(include: .none)["rows"]?.elements?.first?["object"] == .null)
        #expect(Self.table(include: .object)["rows"]?.elements?.first?["object"] == Self.secret)
    }

    @Test func valuesOfSecretsStayOutUnlessAskedFor() {
        #expect(!"\(Self.table())".contains("cm9vdA=="))
        #expect(!"\(Self.table(include: .none))".contains("cm9vdA=="))
    }

    @Test func versionOfTheClient() {
        let table = Self.table(version: "v1beta1")
        #expect(table["apiVersion"] == "meta.k8s.io/v1beta1")
        #expect(table["rows"]?.elements?.first?["object"]?["apiVersion"] == "meta.k8s.io/v1beta1")
    }

    @Test(
        arguments: [
            (nil, .metadata), ("", .metadata), ("Metadata", .metadata), ("None", IncludeObject.none),
            ("Object", .object),
            ("object", nil), ("x", nil),
        ] as [(String?, IncludeObject?)]
    )
    func includeObject(query: String?, value: IncludeObject?) {
        #expect(IncludeObject(query: query) == value)
    }

    @Test func configMap() {
        let map: JSONValue = [
            "metadata": ["name": "m", "creationTimestamp": Self.born],
            "data": ["a": "1", "b": "2"], "binaryData": ["c": "AA=="],
        ]
        #expect(Self.cells("configmaps", map) == ["m", 3, "30s"])
        #expect(Self.cells("configmaps", ["metadata": ["name": "m"], "data": .null]) == ["m", 0, "<unknown>"])
    }

    @Test func timestampOfNullIsUnknown() {
        #expect(
            Self.cells("serviceaccounts", ["metadata": ["name": "m", "creationTimestamp": .null]]) == [
                "m", "<unknown>",
            ]
        )
    }

    @Test func namespace() {
        let namespace: JSONValue = [
            "metadata": ["name": "prod", "creationTimestamp": Self.born], "status": ["phase": "Active"],
        ]
        #expect(Self.cells("namespaces", namespace) == ["prod", "Active", "30s"])
    }

    @Test func pod() {
        let pod: JSONValue = [
            "metadata": ["name": "p", "creationTimestamp": Self.born],
            "spec": [
                "nodeName": "n1", "containers": [["name": "c"]],
                "readinessGates": [["conditionType": "a/x"], ["conditionType": "a/y"]],
            ],
            "status": [
                "phase": "Running", "podIP": "10.0.0.7", "conditions": [["type": "a/y", "status": "True"]],
                "containerStatuses": [["name": "c", "ready": true, "restartCount": 0, "state": ["running": [:]]]],
            ],
        ]
        let expected: [JSONValue] = ["p", "1/1", "Running", "0", "30s", "10.0.0.7", "n1", "<none>", "1/2"]
        #expect(Self.cells("pods", pod) == expected)
    }

    @Test func podThatRunsNowhere() {
        let pod: JSONValue = [
            "metadata": ["name": "p"], "spec": ["containers": [["name": "c"]]], "status": ["phase": "Pending"],
        ]
        let expected: [JSONValue] = [
            "p", "0/1", "Pending", "0", "<unknown>", "<none>", "<none>", "<none>", "<none>",
        ]
        #expect(Self.cells("pods", pod) == expected)
    }

    @Test func node() {
        let node: JSONValue = [
            "metadata": [
                "name": "n", "creationTimestamp": Self.born,
                "labels": ["node-role.kubernetes.io/worker": "", "kubernetes.io/role": "edge"],
            ],
            "spec": ["unschedulable": true],
            "status": [
                "conditions": [["type": "Ready", "status": "True"]],
                "addresses": [["type": "InternalIP", "address": "10.0.0.1"]],
                "nodeInfo": ["kubeletVersion": "v1.32.4", "osImage": "Debian", "kernelVersion": "6.1"],
            ],
        ]
        let expected: [JSONValue] = [
            "n", "Ready,SchedulingDisabled", "edge,worker", "30s", "v1.32.4", "10.0.0.1", "<none>", "Debian", "6.1",
            "<unknown>",
        ]
        #expect(Self.cells("nodes", node) == expected)
    }

    @Test(
        arguments: [
            ([], "Unknown"), ([["type": "Ready", "status": "False"]], "NotReady"),
            ([["type": "Ready", "status": "Unknown"]], "NotReady"),
            ([["type": "DiskPressure", "status": "True"]], "Unknown"),
        ] as [(JSONValue, String)]
    )
    func statusOfNode(conditions: JSONValue, status: String) {
        let cells = Self.cells("nodes", ["status": ["conditions": conditions]])
        #expect(cells?[1] == .string(status))
        #expect(cells?[2] == "<none>")
    }
}
