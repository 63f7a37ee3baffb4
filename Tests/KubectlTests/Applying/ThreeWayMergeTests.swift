import APIServer
import KubeObjects
import Testing

@testable import Kubectl

struct ThreeWayMergeTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let kind: String
        let original: JSONValue?
        let modified: JSONValue
        let current: JSONValue
        let result: JSONValue

        init(
            _ description: String,
            kind: String = "Secret",
            original: JSONValue?,
            modified: JSONValue,
            current: JSONValue,
            result: JSONValue
        ) {
            testDescription = description
            self.kind = kind
            self.original = original
            self.modified = modified
            self.current = current
            self.result = result
        }
    }

    static let maps = [
        Row(
            "what the file says no more goes, what others put there stays",
            original: ["data": ["a": "", "gone": ""]],
            modified: ["data": ["a": "1", "new": "2"]],
            current: ["data": ["a": "0", "gone": "0", "theirs": "9"]],
            result: ["data": ["a": "1", "new": "2", "theirs": "9"]]
        ),
        Row(
            "without a note of the last time nothing goes",
            original: nil,
            modified: ["data": ["a": "1"]],
            current: ["data": ["b": "2"]],
            result: ["data": ["a": "1", "b": "2"]]
        ),
        Row(
            "a whole map goes",
            original: ["data": ["a": ""]],
            modified: [:],
            current: ["data": ["a": "0", "theirs": "9"], "type": "Opaque"],
            result: ["type": "Opaque"]
        ),
        Row(
            "null takes away",
            original: nil,
            modified: ["data": ["a": .null, "b": .null], "x": ["y": .null]],
            current: ["data": ["a": "0"]],
            result: ["data": [:], "x": [:]]
        ),
        Row(
            "a new map",
            original: [:],
            modified: ["metadata": ["labels": ["l": "x"]]],
            current: ["metadata": ["name": "s"]],
            result: ["metadata": ["name": "s", "labels": ["l": "x"]]]
        ),
    ]

    private static let finalizers = Row(
        "a set",
        original: ["metadata": ["finalizers": ["a", "b"]]],
        modified: ["metadata": ["finalizers": ["c", "a"]]],
        current: ["metadata": ["finalizers": ["theirs", "a", "b"]]],
        result: ["metadata": ["finalizers": ["c", "theirs", "a"]]]
    )

    static let lists = [
        finalizers,
        Row(
            "elements are merged by their key",
            kind: "Pod",
            original: ["spec": ["containers": [["name": "a", "image": "i"], ["name": "gone"]]]],
            modified: ["spec": ["containers": [["name": "a", "image": "j"]]]],
            current: [
                "spec": [
                    "containers": [["name": "a", "image": "i", "stdin": true], ["name": "gone"], ["name": "theirs"]]
                ]
            ],
            result: ["spec": ["containers": [["name": "a", "image": "j", "stdin": true], ["name": "theirs"]]]]
        ),
        Row(
            "a list without keys is replaced",
            kind: "ServiceAccount",
            original: ["imagePullSecrets": [["name": "a"]]],
            modified: ["imagePullSecrets": [["name": "b"]]],
            current: ["imagePullSecrets": [["name": "a"], ["name": "theirs"]]],
            result: ["imagePullSecrets": [["name": "b"]]]
        ),
        Row(
            "a volume has one source",
            kind: "Pod",
            original: ["spec": ["volumes": [["name": "v", "emptyDir": [:]]]]],
            modified: ["spec": ["volumes": [["name": "v", "secret": ["secretName": "s"]]]]],
            current: ["spec": ["volumes": [["name": "v", "emptyDir": [:], "hostPath": ["path": "/"]]]]],
            result: ["spec": ["volumes": [["name": "v", "secret": ["secretName": "s"]]]]]
        ),
        Row(
            "what the daemon fills in stays",
            kind: "Pod",
            original: ["spec": ["volumes": [["name": "v", "secret": ["secretName": "s"]]]]],
            modified: ["spec": ["volumes": [["name": "v", "secret": ["secretName": "s"]]]]],
            current: ["spec": ["volumes": [["name": "v", "secret": ["secretName": "s", "defaultMode": 420]]]]],
            result: ["spec": ["volumes": [["name": "v", "secret": ["secretName": "s", "defaultMode": 420]]]]]
        ),
        Row(
            "a list whose key is not unique is the file's",
            kind: "Pod",
            original: nil,
            modified: [
                "spec": [
                    "containers": [
                        [
                            "name": "c",
                            "ports": [
                                ["containerPort": 53, "protocol": "TCP"], ["containerPort": 53, "protocol": "UDP"],
                            ],
                        ]
                    ]
                ]
            ],
            current: ["spec": ["containers": [["name": "c", "ports": [["containerPort": 53, "protocol": "TCP"]]]]]],
            result: [
                "spec": [
                    "containers": [
                        [
                            "name": "c",
                            "ports": [
                                ["containerPort": 53, "protocol": "TCP"], ["containerPort": 53, "protocol": "UDP"],
                            ],
                        ]
                    ]
                ]
            ]
        ),
    ]

    @Test(arguments: maps + lists) func becomesWhatKubectlLeaves(row: Row) throws {
        let result = try ThreeWayMerge.merge(
            original: row.original,
            modified: row.modified,
            current: row.current,
            kind: row.kind
        )
        #expect(result == row.result)
    }

    @Test(arguments: maps + lists) func theSameFileAgainChangesNothing(row: Row) throws {
        let again = try ThreeWayMerge.merge(
            original: row.modified,
            modified: row.modified,
            current: row.result,
            kind: row.kind
        )
        #expect(again == row.result)
    }

    @Test func elementsWithoutTheirKeyAreRefused() {
        #expect(
            throws: PatchError.malformed("an element of \"containers\" does not have the merge key \"name\"")
        ) {
            try ThreeWayMerge.merge(
                original: nil,
                modified: ["spec": ["containers": [["image": "hunter2"]]]],
                current: [:],
                kind: "Pod"
            )
        }
    }
}
