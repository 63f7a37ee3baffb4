import KubeObjects
import Testing

/// What validation says of an object, at the line that it says it about.
@Suite struct ManifestValidationTests {
    private func errors(_ text: String) -> [String] { Manifest(text).errors.map { "\($0.mark): \($0.message)" } }

    @Test func aBadKeyIsNamedWhereItStands() throws {
        let manifest = Manifest(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: s
            data:
              good: eA==
              a*b: eA==
            stringData:
              ..c: x
            """
        )
        #expect(manifest.errors.map(\.mark.description) == ["7:3", "9:3"])
        #expect(manifest.errors.map(\.subject) == ["Secret \"s\"", "Secret \"s\""])
        let first = try #require(manifest.errors.first)
        #expect(
            first.description.hasPrefix(
                "7:3: Secret \"s\" is invalid: data[a*b]: Invalid value: \"a*b\": a valid config key"
            )
        )
        #expect(manifest.entries.count == 1)
        #expect(manifest.entries.first?.problems == manifest.problems)
    }

    @Test func aSecretIsTooLargeByOneByte() {
        let exact = String(repeating: "x", count: Secret.maximumSize)
        #expect(errors("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: \(exact)}}").isEmpty)
        #expect(
            errors("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: \(exact), b: x}\n")
                == ["4:1: data: Too long: may not be more than 1048576 bytes"]
        )
    }

    @Test func aPodsFieldsAreNamedWhereTheyStand() {
        let errors = errors(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
            spec:
              containers:
              - name: c
                image: i
                volumeMounts:
                - {name: v, mountPath: /v}
                - name: w
                  mountPath: /w
              volumes:
              - name: v
                secret:
                  items:
                  - key: k
                    path: ../p
                    mode: 01000
                  - key: k
                    path: /q
                  secretName: s
            """
        )
        #expect(
            errors == [
                "11:13: spec.containers[0].volumeMounts[1].name: Not found: \"w\"",
                "18:15: spec.volumes[0].secret.items[0].path: Invalid value: \"../p\": must not contain '..'",
                "19:15: spec.volumes[0].secret.items[0].mode: Invalid value: 512: "
                    + "must be a number between 0 and 0777 (octal), both inclusive",
                "21:15: spec.volumes[0].secret.items[1].path: Invalid value: \"/q\": must be a relative path",
            ]
        )
    }

    @Test func aMissingFieldIsNamedWhereItShouldBe() {
        let text = "apiVersion: v1\nkind: Secret\nmetadata:\n  labels: {}\n"
        #expect(Manifest(text).errors.map(\.mark.description) == ["3:1"])
        #expect(Manifest(text).errors.first?.subject == "Secret \"\"")
        #expect(Manifest("apiVersion: v1\nkind: Secret\n").errors.map(\.mark.description) == ["1:1"])
    }

    @Test func aMisspeltSourceIsBothAWarningAndAnError() {
        let manifest = Manifest(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers: [{name: c, image: i, volumeMounts: [{name: v, mountPath: /v}]}]
              volumes:
              - name: v
                secret: {secretNam: s}
            """
        )
        #expect(manifest.warnings.map(\.message) == ["unknown field \"spec.volumes[0].secret.secretNam\""])
        #expect(
            manifest.errors.map { "\($0.mark): \($0.message)" } == [
                "8:5: spec.volumes[0].secret.secretName: Required value"
            ]
        )
    }

    @Test func aTypeErrorIsNotFollowedByASecondComplaint() {
        let text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: [web]}
            spec:
              containers: nginx
              volumes:
              - {name: v, secret: s}
              - {name: w, secret: {secretName: 5}}
            """
        #expect(
            errors(text) == [
                "3:18: metadata.name: expected string, found array",
                "5:15: spec.containers: expected array, found string",
                "7:23: spec.volumes[0].secret: expected object, found string",
                "8:36: spec.volumes[1].secret.secretName: expected string, found integer",
            ]
        )
    }

    @Test func everyObjectOfAFileIsValidated() {
        let manifest = Manifest(
            """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "A"}},
              {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "b"}},
              {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"x y": ""}}
            ]}
            """
        )
        #expect(manifest.entries.map(\.problems.count) == [1, 0, 1])
        #expect(manifest.errors.map(\.mark.description) == ["2:63", "4:81"])
    }
}
