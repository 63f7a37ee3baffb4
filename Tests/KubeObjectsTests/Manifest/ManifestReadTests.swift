import KubeObjects
import Testing

@Suite struct ManifestReadTests {
    @Test func readsThePodAndTheSecretOfOneFile() throws {
        let manifest = Manifest(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: kuard-tls
            spec:
              containers:
                - image: gcr.io/kuar-demo/kuard-amd64:blue
                  name: kuard-tls
                  volumeMounts:
                  - name: tls-certs
                    mountPath: "/tls"
                    readOnly: true
              volumes:
                - name: tls-certs
                  secret:
                    secretName: kuard-tls
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: kuard-tls
            data:
              kuard.crt: aGVsbG8=
              kuard.key: d29ybGQ=
            """
        )
        #expect(manifest.problems.isEmpty)
        #expect(manifest.objects.map(\.key.description) == ["pod/kuard-tls", "secret/kuard-tls"])
        #expect(manifest.entries.map(\.mark.line) == [1, 18])
        guard case .pod(let pod) = manifest.objects[0], case .secret(let secret) = manifest.objects[1] else { return }
        #expect(pod.volumes == [Volume(name: "tls-certs", .secret(SecretVolumeSource(secretName: "kuard-tls")))])
        #expect(pod.containers[0].volumeMounts[0].mountPath == "/tls")
        #expect(pod.containers[0].volumeMounts[0].readOnly)
        #expect(secret.data.mapValues(\.text) == ["kuard.crt": "hello", "kuard.key": "world"])
        #expect(secret.type == "Opaque")
        #expect(secret.metadata.namespace == "default")
    }

    @Test func stringDataWinsOverData() {
        let secret = Manifest(
            "{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: YQ==, b: Yg==}, stringData: {b: B}}"
        )
        .secret
        #expect(secret?.data.mapValues(\.text) == ["a": "a", "b": "B"])
    }
}
