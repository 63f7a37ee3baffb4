import KubeObjects
import Testing

@Suite struct PodDecodingTests {
    private static let head = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers: [{name: c, image: i}]

        """

    private func errors(_ rest: String) -> [String] {
        Manifest(Self.head + rest).errors.map { "\($0.mark): \($0.message)" }
    }

    private func volumes(_ rest: String) -> [Volume]? { Manifest(Self.head + rest).pod?.volumes }

    @Test func readsEveryKindOfVolumeWithItsDefaults() {
        let volumes = volumes(
            """
              serviceAccountName: robot
              volumes:
              - name: a
                secret: {secretName: s}
              - name: b
                secret:
                  secretName: s
                  optional: true
                  defaultMode: 0400
                  items:
                  - {key: k, path: p/q}
                  - {key: l, path: r, mode: 0o600}
              - name: c
                configMap: {name: m, items: [{key: k, path: p, mode: 256}]}
              - name: d
                downwardAPI:
                  items:
                  - path: labels
                    fieldRef: {fieldPath: metadata.labels}
                  - path: cpu
                    mode: 0444
                    resourceFieldRef: {containerName: c, resource: limits.cpu, divisor: 1m}
              - name: e
                emptyDir: {}
              - name: f
                projected: {}

            """
        )
        let downward = DownwardAPIVolumeSource(items: [
            DownwardAPIFile(path: "labels", fieldRef: ObjectFieldSelector(fieldPath: "metadata.labels")),
            DownwardAPIFile(
                path: "cpu",
                resourceFieldRef: ResourceFieldSelector(containerName: "c", resource: "limits.cpu", divisor: "1m"),
                mode: 0o444
            ),
        ])
        let items = [KeyToPath(key: "k", path: "p/q"), KeyToPath(key: "l", path: "r", mode: 0o600)]
        #expect(
            volumes == [
                Volume(name: "a", .secret(SecretVolumeSource(secretName: "s", defaultMode: 0o644))),
                Volume(
                    name: "b",
                    .secret(SecretVolumeSource(secretName: "s", items: items, defaultMode: 0o400, optional: true))
                ),
                Volume(
                    name: "c",
                    .configMap(ConfigMapVolumeSource(name: "m", items: [KeyToPath(key: "k", path: "p", mode: 0o400)]))
                ),
                Volume(name: "d", .downwardAPI(downward)),
                Volume(name: "e", .other("emptyDir")),
                Volume(name: "f", .projected(ProjectedVolumeSource(sources: [], defaultMode: 0o644))),
            ]
        )
    }

    @Test func readsEveryKindOfProjection() {
        let volumes = volumes(
            """
              serviceAccountName: robot
              volumes:
              - name: all
                projected:
                  defaultMode: 0440
                  sources:
                  - secret: {name: s, optional: true, items: [{key: k, path: p}]}
                  - configMap: {name: m}
                  - downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}
                  - serviceAccountToken: {path: token}
                  - serviceAccountToken: {path: t2, audience: vault, expirationSeconds: 600}
                  - clusterTrustBundle: {name: x, path: bundle}

            """
        )
        let name = DownwardAPIFile(path: "name", fieldRef: ObjectFieldSelector(fieldPath: "metadata.name"))
        let sources = [
            VolumeProjection(
                .secret(ObjectProjection(name: "s", items: [KeyToPath(key: "k", path: "p")], optional: true))
            ),
            VolumeProjection(.configMap(ObjectProjection(name: "m"))),
            VolumeProjection(.downwardAPI([name])),
            VolumeProjection(
                .serviceAccountToken(ServiceAccountTokenProjection(path: "token", expirationSeconds: 3600))
            ),
            VolumeProjection(
                .serviceAccountToken(
                    ServiceAccountTokenProjection(path: "t2", audience: "vault", expirationSeconds: 600)
                )
            ),
            VolumeProjection(.other("clusterTrustBundle")),
        ]
        #expect(
            volumes == [Volume(name: "all", .projected(ProjectedVolumeSource(sources: sources, defaultMode: 0o440)))]
        )
    }

    @Test func readsContainers() throws {
        let pod = try #require(
            Manifest(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: web, namespace: prod, uid: u-1, labels: {app: web}}
                spec:
                  nodeName: n1
                  serviceAccountName: robot
                  imagePullSecrets: [{name: pull}, {}]
                  securityContext: {runAsUser: 1000, runAsGroup: 1001, fsGroup: 2000, supplementalGroups: [3, 4]}
                  initContainers:
                  - name: init
                    image: busybox
                  containers:
                  - name: c
                    image: nginx
                    command: [sh, -c]
                    args: ["exec nginx"]
                    workingDir: /srv
                    env:
                    - {name: PLAIN, value: x}
                    - {name: FROM, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}
                    - {name: MAP, valueFrom: {configMapKeyRef: {name: m, key: k}}}
                    - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1}}}
                    - {name: FILE, valueFrom: {fileKeyRef: {path: x}}}
                    envFrom:
                    - {prefix: P_, secretRef: {name: s}}
                    - {configMapRef: {name: m, optional: true}}
                    resources: {limits: {cpu: 2, memory: 64Mi, x: 1.5}, requests: {cpu: 100m}}
                    securityContext: {runAsUser: 0, privileged: true}
                    volumeMounts:
                    - {name: v, mountPath: /v, subPath: a, readOnly: true, mountPropagation: None, recursiveReadOnly: Disabled}
                    - {name: v, mountPath: /w, subPathExpr: $(NAME)}
                    volumeDevices: [{name: d, devicePath: /dev/x}]
                  volumes: [{name: v, emptyDir: {}}]
                """
            ).pod
        )
        #expect(pod.metadata.namespace == "prod")
        #expect(pod.metadata.uid == "u-1")
        #expect(pod.nodeName == "n1")
        #expect(pod.serviceAccountName == "robot")
        #expect(pod.imagePullSecrets == ["pull", ""])
        #expect(
            pod.securityContext
                == PodSecurityContext(runAsUser: 1000, runAsGroup: 1001, fsGroup: 2000, supplementalGroups: [3, 4])
        )
        #expect(pod.initContainers == [Container(name: "init", image: "busybox")])
        let container = try #require(pod.containers.first)
        #expect(container.command == ["sh", "-c"])
        #expect(container.args == ["exec nginx"])
        #expect(container.workingDir == "/srv")
        #expect(container.limits == ["cpu": "2", "memory": "64Mi", "x": "1.5"])
        #expect(container.requests == ["cpu": "100m"])
        #expect(container.securityContext == ContainerSecurityContext(runAsUser: 0, privileged: true))
        #expect(container.volumeDevices == [VolumeDevice(name: "d", devicePath: "/dev/x")])
        #expect(
            container.volumeMounts == [
                VolumeMount(
                    name: "v",
                    mountPath: "/v",
                    subPath: "a",
                    readOnly: true,
                    mountPropagation: "None",
                    recursiveReadOnly: "Disabled"
                ),
                VolumeMount(name: "v", mountPath: "/w", subPathExpr: "$(NAME)"),
            ]
        )
        #expect(
            container.envFrom == [
                EnvFromSource(prefix: "P_", secretRef: EnvFromSource.Reference(name: "s")),
                EnvFromSource(configMapRef: EnvFromSource.Reference(name: "m", optional: true)),
            ]
        )
        #expect(
            container.env.map(\.valueFrom) == [
                nil,
                EnvVarSource(secretKeyRef: KeySelector(name: "s", key: "k", optional: true)),
                EnvVarSource(configMapKeyRef: KeySelector(name: "m", key: "k")),
                EnvVarSource(fieldRef: ObjectFieldSelector(fieldPath: "metadata.name")),
                EnvVarSource(resourceFieldRef: ResourceFieldSelector(resource: "limits.cpu", divisor: "1")),
                EnvVarSource(others: ["fileKeyRef"]),
            ]
        )
    }

    @Test func readsTheOlderNameOfTheServiceAccount() {
        #expect(Manifest(Self.head + "  serviceAccount: old\n").pod?.serviceAccountName == "old")
        #expect(
            Manifest(Self.head + "  serviceAccount: old\n  serviceAccountName: new\n").pod?.serviceAccountName == "new"
        )
    }

    @Test(arguments: [
        (
            "  volumes: [{name: v, secret: {secretName: s, defaultMode: \"0400\"}}]\n",
            "7:60: spec.volumes[0].secret.defaultMode: expected integer, found string"
        ),
        (
            "  volumes: [{name: v, secret: {secretName: s, defaultMode: 1.5}}]\n",
            "7:60: spec.volumes[0].secret.defaultMode: expected integer, found number"
        ),
        (
            "  volumes: [{name: v, secret: {secretName: s, items: [{key: k, path: p, mode: yes}]}}]\n",
            "7:79: spec.volumes[0].secret.items[0].mode: expected integer, found boolean"
        ),
        ("  volumes: [{name: v, secret: s}]\n", "7:31: spec.volumes[0].secret: expected object, found string"),
        ("  volumes: [v]\n", "7:13: spec.volumes[0]: expected object, found string"),
        ("  volumes: {name: v}\n", "7:12: spec.volumes: expected array, found object"),
        ("  volumes: [{name: [], emptyDir: {}}]\n", "7:20: spec.volumes[0].name: expected string, found array"),
        ("  securityContext: {fsGroup: a}\n", "7:30: spec.securityContext.fsGroup: expected integer, found string"),
        (
            "  securityContext: {supplementalGroups: [1, x]}\n",
            "7:45: spec.securityContext.supplementalGroups[1]: expected integer, found string"
        ),
        ("  nodeName: 5\n", "7:13: spec.nodeName: expected string, found integer"),
    ])
    func aWrongTypeIsOneErrorWithItsPlace(_ rest: String, _ description: String) {
        #expect(errors(rest) == [description])
    }

    @Test(arguments: [
        (
            "  volumes: [{name: v, secret: {secretName: s, secretNam: t}}]\n",
            "7:47: unknown field \"spec.volumes[0].secret.secretNam\""
        ),
        (
            "  volumes: [{name: v, configMap: {name: s, items: [{key: k, path: p, Mode: 1}]}}]\n",
            "7:70: unknown field \"spec.volumes[0].configMap.items[0].Mode\""
        ),
        (
            "  volumes: [{name: v, projected: {source: []}}]\n",
            "7:35: unknown field \"spec.volumes[0].projected.source\""
        ),
        (
            "  volumes: [{name: v, projected: {sources: [{secrets: {name: s}}]}}]\n",
            "7:46: unknown field \"spec.volumes[0].projected.sources[0].secrets\""
        ),
        (
            "  volumes: [{name: v, projected: {sources: [{secret: {name: s, mode: 1}}]}}]\n",
            "7:64: unknown field \"spec.volumes[0].projected.sources[0].secret.mode\""
        ),
        ("Spec: {}\n", "7:1: unknown field \"Spec\""),
    ])
    func aMisspeltFieldIsAWarningWithItsPlace(_ rest: String, _ description: String) {
        let manifest = Manifest(Self.head + rest)
        #expect(manifest.warnings.map { "\($0.mark): \($0.message)" }.contains(description))
    }

    @Test func aMisspeltVolumeSourceIsNoSource() {
        let manifest = Manifest(Self.head + "  volumes: [{name: v, secert: {secretName: s}}]\n")
        #expect(manifest.warnings.map(\.message) == ["unknown field \"spec.volumes[0].secert\""])
        #expect(manifest.pod?.volumes == [Volume(name: "v", sources: [])])
    }

    @Test func fieldsThatAreNullAreAbsent() {
        let pod = Manifest(
            Self.head + "  volumes: [{name: v, secret: {secretName: s, items: , defaultMode: }, emptyDir: }]\n"
        ).pod
        #expect(pod?.volumes == [Volume(name: "v", .secret(SecretVolumeSource(secretName: "s")))])
    }

    @Test func aPodWithoutASpecIsEmpty() {
        #expect(Manifest("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n").pod?.containers.isEmpty == true)
        #expect(Manifest("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n").pod?.volumes.isEmpty == true)
    }
}
