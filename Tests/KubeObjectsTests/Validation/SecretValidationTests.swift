import KubeObjects
import Testing

@Suite struct SecretValidationTests {
    private static func secret(
        _ data: [String: String] = ["data-1": "bar"],
        type: String = "Opaque",
        name: String = "foo",
        namespace: String = "bar",
        annotations: [String: String] = [:]
    ) -> KubeObject {
        .secret(
            Secret(
                metadata: ObjectMeta(name: name, namespace: namespace, annotations: annotations),
                type: type,
                data: data.mapValues { SecretBytes(utf8: $0) }
            )
        )
    }

    private static func sized(_ sizes: Int...) -> KubeObject {
        let pairs = sizes.enumerated().map { ("key-\($0.offset)", SecretBytes.zeros($0.element)) }
        return .secret(Secret(metadata: ObjectMeta(name: "foo"), data: Dictionary(uniqueKeysWithValues: pairs)))
    }

    @Test(arguments: [
        ValidationCase("valid", secret()),
        ValidationCase("no data at all", secret([:])),
        ValidationCase(
            "empty name",
            secret(name: ""),
            errors: ["metadata.name: Required value: name or generateName is required"]
        ),
        ValidationCase(
            "bad name",
            secret(name: "NoUppercaseOrSpecialCharsLike=Equals"),
            errors: [
                "metadata.name: Invalid value: \"NoUppercaseOrSpecialCharsLike=Equals\": \(Sentence.subdomain)"
            ]
        ),
        ValidationCase("empty namespace", secret(namespace: ""), errors: ["metadata.namespace: Required value"]),
        ValidationCase(
            "bad namespace",
            secret(namespace: "NoUppercaseOrSpecialCharsLike=Equals"),
            errors: [
                "metadata.namespace: Invalid value: \"NoUppercaseOrSpecialCharsLike=Equals\": \(Sentence.label)"
            ]
        ),
        ValidationCase(
            "namespace with dots",
            secret(namespace: "a.b"),
            errors: ["metadata.namespace: Invalid value: \"a.b\": must not contain dots"]
        ),
    ])
    func metadataIsChecked(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase("exactly 1 MiB", sized(1_048_576)),
        ValidationCase("exactly 1 MiB in two values", sized(1_000_000, 48_576)),
        ValidationCase(
            "one byte more",
            sized(1_048_577),
            errors: ["data: Too long: may not be more than 1048576 bytes"]
        ),
        ValidationCase(
            "one byte more in two values",
            sized(1_048_576, 1),
            errors: ["data: Too long: may not be more than 1048576 bytes"]
        ),
    ])
    func onlyValuesCountForTheSize(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase("leading dot", secret([".key": "bar"])),
        ValidationCase("253 bytes", secret([String(repeating: "k", count: 253): "bar"])),
        ValidationCase(
            "star",
            secret(["a*b": "bar"]),
            errors: ["data[a*b]: Invalid value: \"a*b\": \(Sentence.dataKey)"]
        ),
        ValidationCase(
            "trailing newline",
            secret(["key\n": "bar"]),
            errors: ["data[key\\n]: Invalid value: \"key\\n\": \(Sentence.dataKey)"]
        ),
        ValidationCase("empty", secret(["": "bar"]), errors: ["data[]: Invalid value: \"\": \(Sentence.dataKey)"]),
        ValidationCase(".", secret([".": "bar"]), errors: ["data[.]: Invalid value: \".\": must not be '.'"]),
        ValidationCase("..", secret(["..": "bar"]), errors: ["data[..]: Invalid value: \"..\": must not be '..'"]),
        ValidationCase(
            "leading dots",
            secret(["..data": "bar"]),
            errors: ["data[..data]: Invalid value: \"..data\": must not start with '..'"]
        ),
        ValidationCase(
            "all bad keys are told, sorted",
            secret(["c/": "", "a/": "", "b/": ""]),
            errors: ["a/", "b/", "c/"].map { "data[\($0)]: Invalid value: \"\($0)\": \(Sentence.dataKey)" }
        ),
    ])
    func keysAreChecked(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase("unknown type promises nothing", secret([:], type: "example.com/anything")),
        ValidationCase("bootstrap token is not checked", secret([:], type: "bootstrap.kubernetes.io/token")),
        // Tokens of service accounts.
        ValidationCase(
            "account token",
            secret(
                type: "kubernetes.io/service-account-token",
                annotations: ["kubernetes.io/service-account.name": "default"]
            )
        ),
        ValidationCase(
            "account token with an empty annotation",
            secret(
                type: "kubernetes.io/service-account-token",
                annotations: ["kubernetes.io/service-account.name": ""]
            ),
            errors: ["metadata.annotations[kubernetes.io/service-account.name]: Required value"]
        ),
        ValidationCase(
            "account token with another annotation",
            secret(type: "kubernetes.io/service-account-token", annotations: ["other": "default"]),
            errors: ["metadata.annotations[kubernetes.io/service-account.name]: Required value"]
        ),
        ValidationCase(
            "account token without annotations",
            secret(type: "kubernetes.io/service-account-token"),
            errors: ["metadata.annotations[kubernetes.io/service-account.name]: Required value"]
        ),
        // Basic authentication: one of the two, which may be empty.
        ValidationCase("both", secret(["username": "a", "password": "b"], type: "kubernetes.io/basic-auth")),
        ValidationCase("name only", secret(["username": ""], type: "kubernetes.io/basic-auth")),
        ValidationCase("password only", secret(["password": ""], type: "kubernetes.io/basic-auth")),
        ValidationCase(
            "neither",
            secret(type: "kubernetes.io/basic-auth"),
            errors: ["data[password]: Required value", "data[username]: Required value"]
        ),
        // SSH: there, and not empty.
        ValidationCase("ssh key", secret(["ssh-privatekey": "x"], type: "kubernetes.io/ssh-auth")),
        ValidationCase(
            "ssh key missing",
            secret(type: "kubernetes.io/ssh-auth"),
            errors: ["data[ssh-privatekey]: Required value"]
        ),
        ValidationCase(
            "ssh key empty",
            secret(["ssh-privatekey": ""], type: "kubernetes.io/ssh-auth"),
            errors: ["data[ssh-privatekey]: Required value"]
        ),
    ])
    func typesPromiseKeys(row: ValidationCase) { row.check() }

    @Test(arguments: [".dockercfg", ".dockerconfigjson"])
    func dockerConfigMustBeAnObject(key: String) {
        let type = "kubernetes.io/\(key.dropFirst())"
        let redacted = "data[\(key)]: Invalid value: \"<secret contents redacted>\": must be a JSON object"
        let rows: [(data: [String: String], errors: [String])] = [
            ([key: "{}"], []),
            ([key: #"{"auths": {"r.example": {"auth": "dXNlcjpwYXNz"}}}"#], []),
            ([key: " null\n"], []),
            ([:], ["data[\(key)]: Required value"]),
            (["other": "{}"], ["data[\(key)]: Required value"]),
            ([key: ""], [redacted]),
            ([key: "bad"], [redacted]),
            ([key: "[]"], [redacted]),
            ([key: "\"text\""], [redacted]),
            ([key: "{} {}"], [redacted]),
        ]
        for row in rows {
            ValidationCase("", Self.secret(row.data, type: type), errors: row.errors).check()
        }
    }

    private static let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    private static let key = "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n"
    private static let tls = "kubernetes.io/tls"
    private static let noCertificate = "data[tls.crt]: holds no PEM block that is a certificate"
    private static let noKey = "data[tls.key]: holds no PEM block that is a private key"

    @Test(arguments: [
        ValidationCase("both", secret(["tls.crt": certificate, "tls.key": key], type: tls)),
        ValidationCase(
            "Windows line ends and text before",
            secret(
                [
                    "tls.crt": "subject=x\r\n-----BEGIN CERTIFICATE-----\r\nM\r\n-----END CERTIFICATE-----",
                    "tls.key": key,
                ],
                type: tls
            )
        ),
        ValidationCase("crt missing", secret(["tls.key": key], type: tls), errors: ["data[tls.crt]: Required value"]),
        ValidationCase(
            "key missing",
            secret(["tls.crt": certificate], type: tls),
            errors: ["data[tls.key]: Required value"]
        ),
        ValidationCase(
            "both missing",
            secret([:], type: tls),
            errors: ["data[tls.crt]: Required value", "data[tls.key]: Required value"]
        ),
        ValidationCase(
            "both empty",
            secret(["tls.crt": "", "tls.key": ""], type: tls),
            warnings: [noCertificate, noKey]
        ),
        ValidationCase(
            "swapped",
            secret(["tls.crt": key, "tls.key": certificate], type: tls),
            warnings: [noCertificate, noKey]
        ),
        ValidationCase(
            "cut off",
            secret(["tls.crt": "-----BEGIN CERTIFICATE-----\nMIIB\n", "tls.key": key], type: tls),
            warnings: [noCertificate]
        ),
        ValidationCase(
            "the end before the beginning",
            secret(["tls.crt": "-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\n", "tls.key": key], type: tls),
            warnings: [noCertificate]
        ),
    ])
    func tlsNeedsBothKeysAndWarnsWhereTheyAreNoPEM(row: ValidationCase) { row.check() }
}
