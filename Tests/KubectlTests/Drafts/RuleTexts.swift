/// Kubernetes' sentences about keys, as kubectl shows them.
enum RuleTexts {
    static let dataKey =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
        + "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"

    static let environmentKey =
        "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must "
        + "not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', "
        + "regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')"
}
