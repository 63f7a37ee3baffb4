import KubeObjects
import Testing

@Suite struct KeyToPathValidationTests {
    private static let item = "spec.volumes[0].secret.items[0]"

    private static func path(_ path: String, errors: [String] = []) -> ValidationCase {
        ValidationCase(
            path,
            .pod(secretItems: [KeyToPath(key: "key", path: path)]),
            errors: errors.map { "\(item).path: \($0)" }
        )
    }

    @Test(arguments: [
        path("p"), path("p/p/p/p"), path("p/..p/p../p..p"), path("a/..b"), path("p/"), path("a//b"), path("./x"),
        path(".dotfile"), path(".x"), path("value-4\n"), path("back\\slash"), path("ü/日本"),
        path("i/am/well/behaved.txt"), path("keepyourheaddownandfollowtherules.txt"),
        path("foo////bar"), path("bar///bar/zab.txt"),
        path("..p", errors: ["Invalid value: \"..p\": must not start with '..'"]),
        path("..sneaky.txt", errors: ["Invalid value: \"..sneaky.txt\": must not start with '..'"]),
        path("...", errors: ["Invalid value: \"...\": must not start with '..'"]),
        path("..data/x", errors: ["Invalid value: \"..data/x\": must not start with '..'"]),
        path(
            "..",
            errors: ["Invalid value: \"..\": must not contain '..'", "Invalid value: \"..\": must not start with '..'"]
        ),
        path("../p", errors: ["Invalid value: \"../p\": must not contain '..'"]),
        path("../foo", errors: ["Invalid value: \"../foo\": must not contain '..'"]),
        path("p/../p", errors: ["Invalid value: \"p/../p\": must not contain '..'"]),
        path("p/..", errors: ["Invalid value: \"p/..\": must not contain '..'"]),
        path(
            "hello/../etc/somethingbad",
            errors: ["Invalid value: \"hello/../etc/somethingbad\": must not contain '..'"]
        ),
        path(
            "hello/there/../../../../../../etc/passwd",
            errors: ["Invalid value: \"hello/there/../../../../../../etc/passwd\": must not contain '..'"]
        ),
        path("/dev/null", errors: ["Invalid value: \"/dev/null\": must be a relative path"]),
        path("/", errors: ["Invalid value: \"/\": must be a relative path"]),
        path(
            "/../x",
            errors: [
                "Invalid value: \"/../x\": must be a relative path", "Invalid value: \"/../x\": must not contain '..'",
            ]
            .sorted()
        ),
        path("", errors: ["Required value"]),
    ])
    func pathsOfItems(row: ValidationCase) { row.check() }

    /// Kubernetes accepts these and its node then never gets the volume written, or never updated.
    @Test(arguments: [
        path(".", errors: ["Invalid value: \".\": must name a file, not the volume's root"]),
        path("./", errors: ["Invalid value: \"./\": must name a file, not the volume's root"]),
        path("././/.", errors: ["Invalid value: \"././/.\": must name a file, not the volume's root"]),
        path(
            "./..data_tmp",
            errors: ["Invalid value: \"./..data_tmp\": must not start with '..' (it is cleaned to \"..data_tmp\")"]
        ),
        path(
            ".//..data/x",
            errors: ["Invalid value: \".//..data/x\": must not start with '..' (it is cleaned to \"..data/x\")"]
        ),
        // A combining accent after the slash: one character to Swift, two to the kernel.
        path("../\u{301}x", errors: ["Invalid value: \"../\u{301}x\": must not contain '..'"]),
        path("a/../\u{301}x", errors: ["Invalid value: \"a/../\u{301}x\": must not contain '..'"]),
        path("/\u{301}etc", errors: ["Invalid value: \"/\u{301}etc\": must be a relative path"]),
        path("./\u{301}x"),
        path("a\0b", errors: ["Invalid value: \"a\\x00b\": must not contain a NUL character"]),
        path(String(repeating: "n", count: 255)),
        path(
            String(repeating: "n", count: 256),
            errors: ["Too long: no file name in it may not be more than 255 bytes"]
        ),
        path(String(repeating: "p/", count: 2048)),
        path(String(repeating: "p/", count: 2048) + "p", errors: ["Too long: may not be more than 4096 bytes"]),
        // Bytes count, not characters.
        path(
            String(repeating: "ü", count: 128),
            errors: ["Too long: no file name in it may not be more than 255 bytes"]
        ),
    ])
    func pathsThatCannotBeWrittenAreRefused(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase(
            "key empty",
            .pod(secretItems: [KeyToPath(key: "", path: "p")]),
            errors: ["\(item).key: Required value"]
        ),
        ValidationCase(
            "key that no Secret can have",
            .pod(secretItems: [KeyToPath(key: "a*b", path: "p")]),
            warnings: ["\(item).key: a key \"a*b\" can never be found: \(Sentence.dataKey)"]
        ),
        ValidationCase("mode 0644", .pod(secretItems: [KeyToPath(key: "key", path: "p", mode: 0o644)])),
        ValidationCase(
            "mode 01000",
            .pod(secretItems: [KeyToPath(key: "key", path: "p", mode: 0o1000)]),
            errors: ["\(item).mode: Invalid value: 512: \(Sentence.mode)"]
        ),
        ValidationCase(
            "mode -1",
            .pod(secretItems: [KeyToPath(key: "key", path: "p", mode: -1)]),
            errors: ["\(item).mode: Invalid value: -1: \(Sentence.mode)"]
        ),
        ValidationCase(
            "mode 440",
            .pod(secretItems: [KeyToPath(key: "key", path: "p", mode: 440)]),
            warnings: [
                "\(item).mode: 440 is decimal and means mode 0670; for mode 0440 write 0440 in YAML, 288 in JSON"
            ]
        ),
        ValidationCase(
            "everything at once",
            .pod(secretItems: [KeyToPath(key: "ok", path: "ok"), KeyToPath(key: "", path: "", mode: 0o1000)]),
            errors: [
                "spec.volumes[0].secret.items[1].key: Required value",
                "spec.volumes[0].secret.items[1].mode: Invalid value: 512: \(Sentence.mode)",
                "spec.volumes[0].secret.items[1].path: Required value",
            ]
        ),
        ValidationCase(
            "configMap",
            .pod(volumes: [
                Volume(
                    name: "v",
                    .configMap(ConfigMapVolumeSource(name: "c", items: [KeyToPath(key: "k", path: "../x")]))
                )
            ]),
            errors: ["spec.volumes[0].configMap.items[0].path: Invalid value: \"../x\": must not contain '..'"]
        ),
    ])
    func keysAndModesOfItems(row: ValidationCase) { row.check() }
}
