import KubeObjects
import Testing

@Suite struct EnvValidationTests {
    private static let env0 = "spec.containers[0].env[0]"
    private static let from0 = "spec.containers[0].envFrom[0]"

    private static func variable(_ source: EnvVarSource, value: String = "") -> KubeObject {
        .environmentPod(env: EnvVar(name: "A", value: value, valueFrom: source))
    }

    private static func name(_ name: String, errors: [String] = []) -> ValidationCase {
        ValidationCase(
            name,
            .environmentPod(env: EnvVar(name: name, value: "x")),
            errors: errors.map { "\(env0).name: \($0)" }
        )
    }

    @Test(arguments: [
        name("A"), name("my.env-name"), name("1a"), name("a b"), name("!@#$%^&*()"), name("~"),
        name("", errors: ["Required value"]),
        name("a=b", errors: ["Invalid value: \"a=b\": \(Sentence.environmentName)"]),
        name("a\tb", errors: ["Invalid value: \"a\\tb\": \(Sentence.environmentName)"]),
        name("ü", errors: ["Invalid value: \"ü\": \(Sentence.environmentName)"]),
    ])
    func namesAreRelaxed(row: ValidationCase) { row.check() }

    private static let secretKey = KeySelector(name: "some-secret", key: "some-key")

    @Test(arguments: [
        ValidationCase("secret", variable(EnvVarSource(secretKeyRef: secretKey))),
        ValidationCase("configMap", variable(EnvVarSource(configMapKeyRef: secretKey))),
        ValidationCase(
            "resource",
            variable(EnvVarSource(resourceFieldRef: ResourceFieldSelector(resource: "limits.cpu")))
        ),
        ValidationCase("a source that secretd does not model", variable(EnvVarSource(others: ["fileKeyRef"]))),
        ValidationCase(
            "no source",
            variable(EnvVarSource()),
            errors: [
                "\(env0).valueFrom: Invalid value: \"\": must specify one of: "
                    + "`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"
            ]
        ),
        ValidationCase(
            "a misspelt source",
            variable(EnvVarSource(others: ["secretKeyReff"])),
            errors: [
                "\(env0).valueFrom: Invalid value: \"\": must specify one of: "
                    + "`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"
            ]
        ),
        ValidationCase(
            "two sources",
            variable(EnvVarSource(secretKeyRef: secretKey, fieldRef: ObjectFieldSelector(fieldPath: "metadata.name"))),
            errors: ["\(env0).valueFrom: Invalid value: \"\": may not have more than one field specified at a time"]
        ),
        ValidationCase(
            "a modelled source and another",
            variable(EnvVarSource(secretKeyRef: secretKey, others: ["fileKeyRef"])),
            errors: ["\(env0).valueFrom: Invalid value: \"\": may not have more than one field specified at a time"]
        ),
        ValidationCase(
            "source and value",
            variable(EnvVarSource(secretKeyRef: secretKey), value: "x"),
            errors: ["\(env0).valueFrom: Invalid value: \"\": may not be specified when `value` is not empty"]
        ),
        ValidationCase(
            "bad secret name",
            variable(EnvVarSource(secretKeyRef: KeySelector(name: "$%^&*#", key: "a"))),
            errors: ["\(env0).valueFrom.secretKeyRef.name: Invalid value: \"$%^&*#\": \(Sentence.subdomain)"]
        ),
        ValidationCase(
            "no secret name, no key",
            variable(EnvVarSource(secretKeyRef: KeySelector(name: "", key: ""))),
            errors: [
                "\(env0).valueFrom.secretKeyRef.key: Required value",
                "\(env0).valueFrom.secretKeyRef.name: Invalid value: \"\": \(Sentence.subdomain)",
            ]
        ),
        ValidationCase(
            "bad keys",
            variable(
                EnvVarSource(
                    secretKeyRef: KeySelector(name: "s", key: "a/b"),
                    configMapKeyRef: KeySelector(name: "c", key: "..")
                )
            ),
            errors: [
                "\(env0).valueFrom: Invalid value: \"\": may not have more than one field specified at a time",
                "\(env0).valueFrom.configMapKeyRef.key: Invalid value: \"..\": must not be '..'",
                "\(env0).valueFrom.secretKeyRef.key: Invalid value: \"a/b\": \(Sentence.dataKey)",
            ]
        ),
    ])
    func sourcesOfAVariable(row: ValidationCase) { row.check() }

    private static func field(_ path: String, errors: [String] = []) -> ValidationCase {
        ValidationCase(
            path,
            variable(EnvVarSource(fieldRef: ObjectFieldSelector(fieldPath: path))),
            errors: errors.map { "\(env0).valueFrom.fieldRef.fieldPath: \($0)" }
        )
    }

    private static func unsupported(_ path: String) -> ValidationCase {
        field(
            path,
            errors: [
                "Unsupported value: \"\(path)\": supported values: \"metadata.name\", \"metadata.namespace\", "
                    + "\"metadata.uid\", \"spec.nodeName\", \"spec.serviceAccountName\", \"status.hostIP\", "
                    + "\"status.hostIPs\", \"status.podIP\", \"status.podIPs\""
            ]
        )
    }

    @Test(arguments: [
        field("metadata.name"), field("metadata.namespace"), field("metadata.uid"), field("spec.nodeName"),
        field("spec.host"), field("spec.serviceAccountName"), field("status.hostIP"), field("status.hostIPs"),
        field("status.podIP"), field("status.podIPs"), field("metadata.labels['app']"),
        field("metadata.annotations['a.b/c']"),
        unsupported("metadata.labels"), unsupported("metadata.annotations"), unsupported("status.phase"),
        field(
            "metadata.whoops",
            errors: [
                "Invalid value: \"metadata.whoops\": error converting fieldPath: field label not supported: metadata.whoops"
            ]
        ),
    ])
    func fieldsOfAVariable(row: ValidationCase) { row.check() }

    private static func from(_ prefix: String, errors: [String] = []) -> ValidationCase {
        ValidationCase(
            "prefix \(prefix)",
            .environmentPod(envFrom: EnvFromSource(prefix: prefix, secretRef: EnvFromSource.Reference(name: "s"))),
            errors: errors.map { "\(from0).\($0)" }
        )
    }

    @Test(arguments: [
        // The prefixes of the conformance test.
        from(""), from("p-"), from("1-"), from("$_-"), from("ABC_"), from("#@!"),
        from("a=", errors: ["prefix: Invalid value: \"a=\": \(Sentence.environmentName)"]),
        ValidationCase(
            "configMap",
            .environmentPod(envFrom: EnvFromSource(configMapRef: EnvFromSource.Reference(name: "c")))
        ),
        ValidationCase(
            "empty name",
            .environmentPod(envFrom: EnvFromSource(secretRef: EnvFromSource.Reference(name: ""))),
            errors: ["\(from0).secretRef.name: Required value"]
        ),
        ValidationCase(
            "bad names",
            .environmentPod(
                envFrom: EnvFromSource(secretRef: EnvFromSource.Reference(name: "&")),
                EnvFromSource(configMapRef: EnvFromSource.Reference(name: "&"))
            ),
            errors: [
                "\(from0).secretRef.name: Invalid value: \"&\": \(Sentence.subdomain)",
                "spec.containers[0].envFrom[1].configMapRef.name: Invalid value: \"&\": \(Sentence.subdomain)",
            ]
        ),
        ValidationCase(
            "no reference",
            .environmentPod(envFrom: EnvFromSource()),
            errors: ["\(from0): Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`"]
        ),
        ValidationCase(
            "two references",
            .environmentPod(
                envFrom: EnvFromSource(
                    secretRef: EnvFromSource.Reference(name: "s"),
                    configMapRef: EnvFromSource.Reference(name: "c")
                )
            ),
            errors: ["\(from0): Invalid value: \"\": may not have more than one field specified at a time"]
        ),
    ])
    func wholeObjectsAsEnvironment(row: ValidationCase) { row.check() }
}
