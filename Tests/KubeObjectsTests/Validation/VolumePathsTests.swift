import KubeObjects
import Testing

/// Paths of one volume against each other.
@Suite struct VolumePathsTests {
    private static func items(_ paths: [String]) -> [KeyToPath] { paths.map { KeyToPath(key: "k", path: $0) } }

    private static func secret(
        _ name: String,
        _ paths: String...,
        errors: [String] = [],
        warnings: [String] = []
    ) -> ValidationCase {
        ValidationCase(
            name,
            .pod(secretItems: items(paths)),
            errors: errors.map { "spec.volumes[0].secret.\($0)" },
            warnings: warnings.map { "spec.volumes[0].secret.\($0)" }
        )
    }

    private static let parent = "one of them would have to be a file and a directory at once"

    @Test(arguments: [
        secret("apart", "a", "b", "c/d", "c/e"),
        secret("same beginning, other name", "foo", "foobar", "foo.d/x"),
        secret(
            "equal",
            "test",
            "test",
            warnings: ["items[1].path: volume \"v\" (Secret \"s\"): overlapping paths: \"test\" with \"test\""]
        ),
        secret(
            "equal but for a slash at the end",
            "test",
            "test/",
            warnings: ["items[1].path: volume \"v\" (Secret \"s\"): overlapping paths: \"test\" with \"test\""]
        ),
        secret(
            "equal once cleaned",
            "a/b",
            "./a//b",
            warnings: ["items[1].path: volume \"v\" (Secret \"s\"): overlapping paths: \"./a//b\" with \"a/b\""]
        ),
        secret(
            "three times",
            "x",
            "x",
            "./x",
            warnings: [
                "items[1].path: volume \"v\" (Secret \"s\"): overlapping paths: \"x\" with \"x\"",
                "items[2].path: volume \"v\" (Secret \"s\"): overlapping paths: \"./x\" with \"x\"",
            ]
        ),
        secret("equal to Swift, not to the kernel", "\u{E9}", "e\u{301}"),
        secret(
            "below, hidden by a combining accent",
            "foo",
            "foo/\u{301}",
            errors: [
                "items[1].path: Invalid value: \"foo/\u{301}\": conflicts with \"foo\" at spec.volumes[0].secret.items[0].path: \(parent)"
            ]
        ),
        secret(
            "above two, with neighbours that sort in between",
            "foo/a",
            "foo-",
            "foo/b/c",
            "foo",
            "foo.d",
            errors: [
                "items[3].path: Invalid value: \"foo\": conflicts with \"foo/a\" at spec.volumes[0].secret.items[0].path: \(parent)",
                "items[3].path: Invalid value: \"foo\": conflicts with \"foo/b/c\" at spec.volumes[0].secret.items[2].path: \(parent)",
            ]
        ),
        secret(
            "directory into a file",
            "foo",
            "foo/bar",
            errors: [
                "items[1].path: Invalid value: \"foo/bar\": conflicts with \"foo\" at spec.volumes[0].secret.items[0].path: \(parent)"
            ]
        ),
        secret(
            "file into a directory",
            "foo/bar/baz",
            "foo",
            errors: [
                "items[1].path: Invalid value: \"foo\": conflicts with \"foo/bar/baz\" at spec.volumes[0].secret.items[0].path: \(parent)"
            ]
        ),
        secret(
            "once cleaned",
            "./foo",
            "foo//bar",
            errors: [
                "items[1].path: Invalid value: \"foo//bar\": conflicts with \"./foo\" at spec.volumes[0].secret.items[0].path: \(parent)"
            ]
        ),
        secret(
            "empty ones are told once",
            "",
            "",
            errors: ["items[0].path: Required value", "items[1].path: Required value"]
        ),
    ])
    func pathsOfASecretVolume(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase(
            "configMap, equal",
            .pod(volumes: [Volume(name: "v", .configMap(ConfigMapVolumeSource(name: "c", items: items(["x", "x"]))))]),
            warnings: [
                "spec.volumes[0].configMap.items[1].path: "
                    + "volume \"v\" (ConfigMap \"c\"): overlapping paths: \"x\" with \"x\""
            ]
        ),
        ValidationCase(
            "configMap, parent",
            .pod(volumes: [Volume(name: "v", .configMap(ConfigMapVolumeSource(name: "c", items: items(["x", "x/y"]))))]
            ),
            errors: [
                "spec.volumes[0].configMap.items[1].path: Invalid value: \"x/y\": "
                    + "conflicts with \"x\" at spec.volumes[0].configMap.items[0].path: \(parent)"
            ]
        ),
        ValidationCase(
            "downwardAPI, equal",
            .downwardPod(
                DownwardAPIFile(path: "x", fieldRef: ObjectFieldSelector(fieldPath: "metadata.name")),
                DownwardAPIFile(path: "x", fieldRef: ObjectFieldSelector(fieldPath: "metadata.uid"))
            ),
            warnings: [
                "spec.volumes[0].downwardAPI.items[1].path: "
                    + "volume \"v\" (DownwardAPI): overlapping paths: \"x\" with \"x\""
            ]
        ),
        ValidationCase(
            "downwardAPI, parent",
            .downwardPod(
                DownwardAPIFile(path: "x/y", fieldRef: ObjectFieldSelector(fieldPath: "metadata.name")),
                DownwardAPIFile(path: "x", fieldRef: ObjectFieldSelector(fieldPath: "metadata.uid"))
            ),
            errors: [
                "spec.volumes[0].downwardAPI.items[1].path: Invalid value: \"x\": "
                    + "conflicts with \"x/y\" at spec.volumes[0].downwardAPI.items[0].path: \(parent)"
            ]
        ),
    ])
    func pathsOfOtherVolumes(row: ValidationCase) { row.check() }

    private static let sources = "spec.volumes[0].projected.sources"

    private static let secretX = VolumeProjection.Part.secret(ObjectProjection(name: "s", items: items(["x"])))
    private static let configMapX = VolumeProjection.Part.configMap(ObjectProjection(name: "c", items: items(["x"])))
    private static let downwardX = VolumeProjection.Part.downwardAPI([
        DownwardAPIFile(path: "x", fieldRef: ObjectFieldSelector(fieldPath: "metadata.name"))
    ])
    private static let tokenX = VolumeProjection.Part.serviceAccountToken(ServiceAccountTokenProjection(path: "x"))

    private static func projected(
        _ name: String,
        _ first: VolumeProjection.Part,
        _ second: VolumeProjection.Part,
        error: String? = nil,
        warning: String
    ) -> ValidationCase {
        ValidationCase(
            name,
            .projectedPod(first, second),
            errors: error.map { ["spec.volumes[0].projected: Invalid value: \"\($0)\": conflicting duplicate paths"] }
                ?? [],
            warnings: ["\(sources)[1].\(warning)"]
        )
    }

    private static func overlap(_ field: String, _ source: String, with other: String, path: String = "x") -> String {
        "\(field): volume \"v\" (Projected): overlapping paths: \"\(path)\" (\(source)) with \"x\" (\(other))"
    }

    @Test(arguments: [
        projected(
            "secret and configMap",
            secretX,
            configMapX,
            error: "c",
            warning: overlap("configMap.items[0].path", "ConfigMap \"c\"", with: "Secret \"s\"")
        ),
        projected(
            "configMap and secret",
            configMapX,
            secretX,
            error: "s",
            warning: overlap("secret.items[0].path", "Secret \"s\"", with: "ConfigMap \"c\"")
        ),
        projected(
            "secret and downwardAPI",
            secretX,
            downwardX,
            error: "x",
            warning: overlap("downwardAPI.items[0].path", "DownwardAPI", with: "Secret \"s\"")
        ),
        projected(
            "downwardAPI and configMap",
            downwardX,
            configMapX,
            error: "c",
            warning: overlap("configMap.items[0].path", "ConfigMap \"c\"", with: "DownwardAPI")
        ),
        // The path of a token is not compared for the error.
        projected(
            "configMap and token",
            configMapX,
            tokenX,
            warning: overlap("serviceAccountToken.path", "ServiceAccountToken", with: "ConfigMap \"c\"")
        ),
        projected(
            "token and secret",
            tokenX,
            secretX,
            warning: overlap("secret.items[0].path", "Secret \"s\"", with: "ServiceAccountToken")
        ),
        projected(
            "downwardAPI and token",
            downwardX,
            tokenX,
            warning: overlap("serviceAccountToken.path", "ServiceAccountToken", with: "DownwardAPI")
        ),
        projected(
            "two tokens",
            tokenX,
            tokenX,
            warning: overlap("serviceAccountToken.path", "ServiceAccountToken", with: "ServiceAccountToken")
        ),
        // Prefixes and cleaned forms are only warned about: a later source may replace an earlier one's file.
        projected(
            "parent",
            secretX,
            .configMap(ObjectProjection(name: "c", items: items(["x/y"]))),
            warning: overlap("configMap.items[0].path", "ConfigMap \"c\"", with: "Secret \"s\"", path: "x/y")
        ),
        projected(
            "cleaned",
            secretX,
            .configMap(ObjectProjection(name: "c", items: items(["./x"]))),
            warning: overlap("configMap.items[0].path", "ConfigMap \"c\"", with: "Secret \"s\"", path: "./x")
        ),
    ])
    func pathsAcrossProjectedSources(row: ValidationCase) { row.check() }

    /// Many paths and deep ones: comparing each with each, or keeping every directory of each, would not end.
    @Test(.timeLimit(.minutes(1)))
    func manyAndDeepPathsAreQuick() {
        let wide = (0..<10_000).map { "a/b/c/\($0)" }
        let deep = (0..<50).map { "\($0)/" + String(repeating: "p/", count: 2_000) }
        let report = KubeObject.pod(secretItems: Self.items(wide + deep + ["a/b/c/7/x"])).validate()
        #expect(report.errors.map(\.path) == ["spec.volumes[0].secret.items[10050].path"])
    }
}
