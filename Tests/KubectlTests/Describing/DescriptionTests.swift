import KubeObjects
import TestSupport
import Testing

@testable import Kubectl

/// The fixtures are objects, and what kubectl prints of them without Events.
struct DescriptionTests {
    @Test(arguments: [
        "secret", "configmap", "namespace", "event", "pod", "pod-bare", "pod-refs", "pod-volumes",
    ])
    func describesAsKubectlDoes(name: String) throws {
        let object = try Self.object(try Self.fixture("\(name).json"))
        #expect(Self.describe(object) == (try Self.fixture("\(name).txt")))
    }

    @Test func tokenOfServiceAccountIsShownAsItsSize() {
        let secret: JSONValue = [
            "kind": "Secret", "metadata": ["name": "t", "namespace": "default"],
            "type": "kubernetes.io/service-account-token", "data": ["token": "c2VjcmV0LXRva2Vu", "ca.crt": "eA=="],
        ]
        #expect(
            Self.describe(secret) == """
                Name:         t
                Namespace:    default
                Labels:       <none>
                Annotations:  <none>

                Type:  kubernetes.io/service-account-token

                Data
                ====
                ca.crt:  1 bytes
                token:   12 bytes

                """
        )
    }

    @Test func serviceAccountTellsWhichOfItsSecretsAreThere() {
        let account: JSONValue = [
            "kind": "ServiceAccount",
            "metadata": ["name": "robot", "namespace": "default", "uid": "u", "labels": ["a": "b"]],
            "imagePullSecrets": [["name": "reg"], ["name": "s1"]],
            "secrets": [["name": "robot-token"], ["name": "gone"]],
        ]
        let table: JSONValue = [
            "rows": [
                ["cells": ["s1", "Opaque", 1, "5m"], "object": ["metadata": ["name": "s1"]]],
                [
                    "cells": ["robot-token", "kubernetes.io/service-account-token", 1, "5m"],
                    "object": [
                        "metadata": [
                            "name": "robot-token",
                            "annotations": [
                                "kubernetes.io/service-account.name": "robot",
                                "kubernetes.io/service-account.uid": "u",
                            ],
                        ]
                    ],
                ],
            ]
        ]
        #expect(
            Self.describe(account, secrets: [table]) == """
                Name:                robot
                Namespace:           default
                Labels:              a=b
                Annotations:         <none>
                Image pull secrets:  reg (not found)
                                     s1
                Mountable secrets:   robot-token
                                     gone (not found)
                Tokens:              robot-token

                """
        )
    }

    @Test func textCannotMoveTheCursor() {
        let map: JSONValue = [
            "kind": "ConfigMap", "metadata": ["name": "m", "namespace": "n", "annotations": ["a": "\u{1B}[2J\rx"]],
        ]
        #expect(Self.describe(map).contains("Annotations:  a: ^[[2J\\rx\n"))
    }

    private static func describe(_ object: JSONValue, secrets: [JSONValue] = []) -> String {
        ObjectDescription(of: object, events: nil, secrets: secrets).text(LocalClock(now: 0))
    }

    private static func fixture(_ name: String) throws -> String {
        let path = "\(Repository.path)/Tests/KubectlTests/Describing/Fixtures/\(name)"
        return try InputFile.read(path, limit: 1 << 20).withBytes { String(decoding: $0, as: UTF8.self) }
    }

    private static func object(_ json: String) throws -> JSONValue {
        try Array(json.utf8).withUnsafeBytes { try JSONValue(parsing: $0) }
    }
}
