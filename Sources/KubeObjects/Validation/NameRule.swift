/// What a name may look like. Each rule returns its complaints about a name, none for a good one.
///
/// Source: k8s.io/apimachinery pkg/util/validation IsDNS1123Label, IsDNS1123Subdomain, IsConfigMapKey,
/// IsEnvVarName, IsRelaxedEnvVarName.
package enum NameRule {
    /// Names of namespaces, volumes and containers: at most 63 of `a-z`, `0-9` and inner `-`.
    package static func label(_ name: String) -> [String] {
        var complaints: [String] = []
        if name.utf8.count > 63 { complaints.append(RuleText.maximumLength(63)) }
        if !isLabel(name.utf8) {
            complaints.append(isSubdomain(name) ? "must not contain dots" : labelPattern)
        }
        return complaints
    }

    /// Names of Pods, Secrets, ConfigMaps and service accounts: labels joined by dots, at most 253 bytes.
    package static func subdomain(_ name: String) -> [String] {
        var complaints: [String] = []
        if name.utf8.count > 253 { complaints.append(RuleText.maximumLength(253)) }
        if !isSubdomain(name) { complaints.append(subdomainPattern) }
        return complaints
    }

    /// Keys of a Secret's or ConfigMap's data: 1 to 253 of `[-._a-zA-Z0-9]`, neither `.` nor beginning with `..`.
    package static func dataKey(_ key: String) -> [String] {
        var complaints: [String] = []
        if key.utf8.count > 253 { complaints.append(RuleText.maximumLength(253)) }
        if key.isEmpty || !key.utf8.allSatisfy(\.isQualifiedNameByte) { complaints.append(dataKeyPattern) }
        return complaints + dots(key)
    }

    /// Names in the lines of a file of environment variables, narrower than `environmentName`: a data key that does not
    /// begin with a digit, of any length.
    package static func environmentFileKey(_ key: String) -> [String] {
        let isGood = key.utf8.first.map { !$0.isDigit } == true && key.utf8.allSatisfy(\.isQualifiedNameByte)
        return (isGood ? [] : [environmentFileKeyPattern]) + dots(key)
    }

    /// Names of environment variables and prefixes of them: printable ASCII without `=`.
    package static func environmentName(_ name: String) -> [String] {
        if name.isEmpty { return ["environment variable name \(RuleText.empty)"] }
        guard name.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }) else {
            return [
                "a valid environment variable name must consist only of printable ASCII characters other than '='"
            ]
        }
        return []
    }

    static func isSubdomain(_ name: String) -> Bool {
        name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    /// What `cd` would take for a way out.
    private static func dots(_ key: String) -> [String] {
        switch key {
        case ".": ["must not be '.'"]
        case "..": ["must not be '..'"]
        case _ where key.utf8.starts(with: "..".utf8): ["must not start with '..'"]
        default: []
        }
    }

    /// The form alone, at any length.
    private static func isLabel(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        return first.isLowercaseAlphanumeric && last.isLowercaseAlphanumeric
            && bytes.allSatisfy { $0.isLowercaseAlphanumeric || $0 == UInt8(ascii: "-") }
    }

    private static let labelExpression = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"

    private static let labelPattern = RuleText.pattern(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', "
            + "and must start and end with an alphanumeric character",
        examples: ["my-name", "123-abc"],
        expression: labelExpression
    )

    private static let subdomainPattern = RuleText.pattern(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
            + "and must start and end with an alphanumeric character",
        examples: ["example.com"],
        expression: "\(labelExpression)(\\.\(labelExpression))*"
    )

    private static let dataKeyPattern = RuleText.pattern(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        examples: ["key.name", "KEY_NAME", "key-name"],
        expression: "[-._a-zA-Z0-9]+"
    )

    private static let environmentFileKeyPattern = RuleText.pattern(
        "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', "
            + "and must not start with a digit",
        examples: ["my.env-name", "MY_ENV.NAME", "MyEnvName1"],
        expression: "[-._a-zA-Z][-._a-zA-Z0-9]*"
    )
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isLowercaseAlphanumeric: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }

    var isAlphanumeric: Bool { isLowercaseAlphanumeric || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }

    /// `[-._a-zA-Z0-9]`
    var isQualifiedNameByte: Bool {
        switch self {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: isAlphanumeric
        }
    }
}
