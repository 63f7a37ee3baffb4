import KubeObjects
import Testing

@Suite struct VolumeValidationTests {
    private static func secret(_ name: String = "s", defaultMode: Int64 = 0o644) -> Volume.Source {
        .secret(SecretVolumeSource(secretName: name, defaultMode: defaultMode))
    }

    private static func named(_ name: String) -> KubeObject { .pod(volumes: [Volume(name: name, secret())]) }

    @Test(arguments: [
        ValidationCase("label", named("tls-certs")),
        ValidationCase("63 bytes", named(String(repeating: "v", count: 63))),
        ValidationCase(
            "64 bytes",
            named(String(repeating: "v", count: 64)),
            errors: [
                "spec.volumes[0].name: Invalid value: \"\(String(repeating: "v", count: 64))\": "
                    + "must be no more than 63 characters"
            ]
        ),
        ValidationCase(
            "upper case",
            named("TLS"),
            errors: ["spec.volumes[0].name: Invalid value: \"TLS\": \(Sentence.label)"]
        ),
        ValidationCase(
            "dots",
            named("a.b"),
            errors: ["spec.volumes[0].name: Invalid value: \"a.b\": must not contain dots"]
        ),
        ValidationCase(
            "empty",
            .pod(volumes: [Volume(name: "", .other("emptyDir"))]),
            errors: ["spec.volumes[0].name: Required value"]
        ),
        ValidationCase(
            "twice",
            .pod(
                volumes: [Volume(name: "v", secret()), Volume(name: "v", secret("t"))],
                mounts: [VolumeMount(name: "v", mountPath: "/v")]
            ),
            errors: ["spec.volumes[1].name: Duplicate value: \"v\""]
        ),
    ])
    func namesAreUniqueLabels(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase("another kind", .pod(volumes: [Volume(name: "v", .other("emptyDir"))])),
        ValidationCase(
            "none",
            .pod(volumes: [Volume(name: "v", sources: [])]),
            errors: ["spec.volumes[0]: Required value: must specify a volume type"]
        ),
        ValidationCase(
            "two",
            .pod(volumes: [Volume(name: "v", sources: [.other("emptyDir"), secret("")])]),
            errors: ["spec.volumes[0].secret: Forbidden: may not specify more than 1 volume type"]
        ),
        ValidationCase(
            "three",
            .pod(volumes: [
                Volume(
                    name: "v",
                    sources: [secret(), .downwardAPI(DownwardAPIVolumeSource()), .projected(ProjectedVolumeSource())]
                )
            ]),
            errors: [
                "spec.volumes[0].downwardAPI: Forbidden: may not specify more than 1 volume type",
                "spec.volumes[0].projected: Forbidden: may not specify more than 1 volume type",
            ]
        ),
    ])
    func exactlyOneSource(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase(
            "empty secretName",
            .pod(volumes: [Volume(name: "v", secret(""))]),
            errors: ["spec.volumes[0].secret.secretName: Required value"]
        ),
        ValidationCase(
            "empty configMap name",
            .pod(volumes: [Volume(name: "v", .configMap(ConfigMapVolumeSource(name: "")))]),
            errors: ["spec.volumes[0].configMap.name: Required value"]
        ),
        ValidationCase(
            "secretName that no Secret can have",
            .pod(volumes: [Volume(name: "v", secret("Kuard_TLS"))]),
            warnings: [
                "spec.volumes[0].secret.secretName: a Secret \"Kuard_TLS\" can never be found: \(Sentence.subdomain)"
            ]
        ),
        ValidationCase(
            "configMap name that no ConfigMap can have",
            .pod(volumes: [Volume(name: "v", .configMap(ConfigMapVolumeSource(name: "-")))]),
            warnings: ["spec.volumes[0].configMap.name: a ConfigMap \"-\" can never be found: \(Sentence.subdomain)"]
        ),
    ])
    func referencesAreNamed(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase(
            "mounted by an init container",
            .pod(volumes: [Volume(name: "v", secret())], mounts: []) {
                $0.initContainers = [
                    Container(name: "init", image: "i", volumeMounts: [VolumeMount(name: "v", mountPath: "/v")])
                ]
            }
        ),
        ValidationCase("another kind, unmounted", .pod(volumes: [Volume(name: "v", .other("emptyDir"))], mounts: [])),
        ValidationCase(
            "all that secretd serves, unmounted",
            .pod(
                volumes: [
                    Volume(name: "s", secret()),
                    Volume(name: "c", .configMap(ConfigMapVolumeSource(name: "c"))),
                    Volume(name: "d", .downwardAPI(DownwardAPIVolumeSource())),
                    Volume(name: "p", .projected(ProjectedVolumeSource())),
                ],
                mounts: []
            ),
            warnings: (0...3).map {
                "spec.volumes[\($0)]: no container mounts this volume; it is served all the same"
            }
        ),
    ])
    func unmountedVolumesOnlyWarn(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase("0", .pod(volumes: [Volume(name: "v", secret(defaultMode: 0))])),
        ValidationCase("0777", .pod(volumes: [Volume(name: "v", secret(defaultMode: 0o777))])),
        ValidationCase(
            "01000",
            .pod(volumes: [Volume(name: "v", secret(defaultMode: 0o1000))]),
            errors: ["spec.volumes[0].secret.defaultMode: Invalid value: 512: \(Sentence.mode)"]
        ),
        ValidationCase(
            "-1",
            .pod(volumes: [Volume(name: "v", secret(defaultMode: -1))]),
            errors: ["spec.volumes[0].secret.defaultMode: Invalid value: -1: \(Sentence.mode)"]
        ),
        ValidationCase(
            "configMap",
            .pod(volumes: [Volume(name: "v", .configMap(ConfigMapVolumeSource(name: "c", defaultMode: 0o1000)))]),
            errors: ["spec.volumes[0].configMap.defaultMode: Invalid value: 512: \(Sentence.mode)"]
        ),
        ValidationCase(
            "downwardAPI",
            .pod(volumes: [Volume(name: "v", .downwardAPI(DownwardAPIVolumeSource(defaultMode: -1)))]),
            errors: ["spec.volumes[0].downwardAPI.defaultMode: Invalid value: -1: \(Sentence.mode)"]
        ),
        ValidationCase(
            "projected",
            .pod(volumes: [Volume(name: "v", .projected(ProjectedVolumeSource(defaultMode: 0o1000)))]),
            errors: ["spec.volumes[0].projected.defaultMode: Invalid value: 512: \(Sentence.mode)"]
        ),
    ])
    func defaultModeIsPermissionBits(row: ValidationCase) { row.check() }

    /// Digits that were surely meant octal. The second is what they mean, the third what was meant.
    @Test(arguments: [
        (400, "0620", "0400", 256), (440, "0670", "0440", 288), (444, "0674", "0444", 292), (500, "0764", "0500", 320),
    ])
    func decimalModesWarn(mode: Int64, means: String, meant: String, json: Int) {
        ValidationCase(
            "",
            .pod(volumes: [Volume(name: "v", Self.secret(defaultMode: mode))]),
            warnings: [
                "spec.volumes[0].secret.defaultMode: \(mode) is decimal and means mode \(means); "
                    + "for mode \(meant) write \(meant) in YAML, \(json) in JSON"
            ]
        ).check()
    }

    @Test(arguments: [(600, "0600", 384), (640, "0640", 416), (644, "0644", 420), (755, "0755", 493)])
    func decimalModesBeyondTheRangeSayWhatWasMeant(mode: Int64, meant: String, json: Int) {
        ValidationCase(
            "",
            .pod(volumes: [Volume(name: "v", Self.secret(defaultMode: mode))]),
            errors: ["spec.volumes[0].secret.defaultMode: Invalid value: \(mode): \(Sentence.mode)"],
            warnings: [
                "spec.volumes[0].secret.defaultMode: \(mode) is decimal; "
                    + "for mode \(meant) write \(meant) in YAML, \(json) in JSON"
            ]
        ).check()
    }

    /// What people write on purpose, in octal YAML or in decimal JSON, never warns.
    @Test(
        arguments: [
            0o000, 0o400, 0o440, 0o444, 0o500, 0o550, 0o555, 0o600, 0o640, 0o644, 0o660, 0o664, 0o666, 0o700, 0o750,
            0o755,
            0o770, 0o775, 0o777, 0o744, 0o740, 0o407,
        ] as [Int64]
    )
    func usualModesAreSilent(mode: Int64) {
        ValidationCase("", .pod(volumes: [Volume(name: "v", Self.secret(defaultMode: mode))])).check()
    }
}
