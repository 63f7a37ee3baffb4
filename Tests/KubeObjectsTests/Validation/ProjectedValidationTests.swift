import KubeObjects
import Testing

@Suite struct ProjectedValidationTests {
    private static let sources = "spec.volumes[0].projected.sources"

    private static func projected(_ sources: [VolumeProjection]) -> KubeObject {
        .pod(volumes: [Volume(name: "v", .projected(ProjectedVolumeSource(sources: sources)))])
    }

    private static func token(_ path: String = "token", seconds: Int64 = 3600) -> VolumeProjection.Part {
        .serviceAccountToken(ServiceAccountTokenProjection(path: path, expirationSeconds: seconds))
    }

    @Test(arguments: [
        ValidationCase("no sources at all", projected([])),
        ValidationCase(
            "one of each",
            .projectedPod(
                .secret(ObjectProjection(name: "s")),
                .configMap(ObjectProjection(name: "c")),
                .downwardAPI([DownwardAPIFile(path: "name", fieldRef: ObjectFieldSelector(fieldPath: "metadata.name"))]
                ),
                token(),
                .other("clusterTrustBundle"),
                .other("podCertificate")
            )
        ),
        ValidationCase(
            "an entry without a source",
            projected([VolumeProjection(.secret(ObjectProjection(name: "s"))), VolumeProjection(parts: [])]),
            warnings: ["\(sources)[1]: volume \"v\" (Projected) has no sources provided"]
        ),
        ValidationCase(
            "two in one entry, and empty names",
            projected([
                VolumeProjection(.secret(ObjectProjection(name: ""))),
                VolumeProjection(parts: [
                    .secret(ObjectProjection(name: "")), .configMap(ObjectProjection(name: "")),
                ]),
            ]),
            errors: [
                "\(sources)[0].secret.name: Required value",
                "\(sources)[1]: Forbidden: may not specify more than 1 volume type per source",
                "\(sources)[1].configMap.name: Required value",
                "\(sources)[1].secret.name: Required value",
            ]
        ),
        ValidationCase(
            "a name that cannot be",
            .projectedPod(.configMap(ObjectProjection(name: "A"))),
            warnings: [
                "\(sources)[0].configMap.name: a ConfigMap \"A\" can never be found: \(Sentence.subdomain)"
            ]
        ),
        ValidationCase(
            "items of a secret",
            .projectedPod(.secret(ObjectProjection(name: "s", items: [KeyToPath(key: "", path: "..x", mode: -1)]))),
            errors: [
                "\(sources)[0].secret.items[0].key: Required value",
                "\(sources)[0].secret.items[0].mode: Invalid value: -1: \(Sentence.mode)",
                "\(sources)[0].secret.items[0].path: Invalid value: \"..x\": must not start with '..'",
            ]
        ),
        ValidationCase(
            "items of a downwardAPI",
            .projectedPod(.downwardAPI([DownwardAPIFile(path: "/x")])),
            errors: [
                "\(sources)[0].downwardAPI.items[0]: Required value: one of fieldRef and resourceFieldRef is required",
                "\(sources)[0].downwardAPI.items[0].path: Invalid value: \"/x\": must be a relative path",
            ]
        ),
    ])
    func sourcesOfAProjectedVolume(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase("shortest", .projectedPod(token(seconds: 600))),
        ValidationCase("longest", .projectedPod(token(seconds: 4_294_967_296))),
        ValidationCase(
            "too short",
            .projectedPod(token(seconds: 599)),
            errors: [
                "\(sources)[0].serviceAccountToken.expirationSeconds: Invalid value: 599: "
                    + "may not specify a duration less than 10 minutes"
            ]
        ),
        ValidationCase(
            "too long",
            .projectedPod(token(seconds: 4_294_967_297)),
            errors: [
                "\(sources)[0].serviceAccountToken.expirationSeconds: Invalid value: 4294967297: "
                    + "may not specify a duration larger than 2^32 seconds"
            ]
        ),
        ValidationCase(
            "without a path",
            .projectedPod(token("")),
            errors: ["\(sources)[0].serviceAccountToken.path: Required value"]
        ),
        ValidationCase(
            "path that leads up",
            .projectedPod(token("a/../b")),
            errors: ["\(sources)[0].serviceAccountToken.path: Invalid value: \"a/../b\": must not contain '..'"]
        ),
        ValidationCase(
            "a Pod without an account",
            .projectedPod(token(), serviceAccountName: ""),
            errors: [
                "\(sources)[0].serviceAccountToken: Forbidden: "
                    + "must not be specified when serviceAccountName is not set"
            ]
        ),
    ])
    func tokens(row: ValidationCase) { row.check() }
}
