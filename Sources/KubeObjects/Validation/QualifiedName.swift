/// Keys and values of labels, and keys of annotations: `[prefix/]name`.
///
/// Source: k8s.io/apimachinery pkg/util/validation IsQualifiedName, IsValidLabelValue.
package enum QualifiedName {
    /// The complaints about a key; none for a good one.
    package static func complaints(aboutKey key: String) -> [String] {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let name = parts.last else {
            return [
                "a qualified name \(pattern) with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
            ]
        }
        var complaints: [String] = []
        if parts.count == 2 {
            let prefix = parts[0]
            let found = prefix.isEmpty ? [RuleText.empty] : NameRule.subdomain(prefix)
            complaints += found.map { "prefix part \($0)" }
        }
        if name.isEmpty {
            complaints.append("name part \(RuleText.empty)")
        } else if name.utf8.count > 63 {
            complaints.append("name part \(RuleText.maximumLength(63))")
        }
        if !isName(name) { complaints.append("name part \(pattern)") }
        return complaints
    }

    /// The complaints about a label's value, which may be empty; none for a good one.
    package static func complaints(aboutLabelValue value: String) -> [String] {
        var complaints: [String] = []
        if value.utf8.count > 63 { complaints.append(RuleText.maximumLength(63)) }
        if !value.isEmpty, !isName(value) { complaints.append(valuePattern) }
        return complaints
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, let last = name.utf8.last else { return false }
        return first.isAlphanumeric && last.isAlphanumeric && name.utf8.allSatisfy(\.isQualifiedNameByte)
    }

    private static let expression = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"

    private static let pattern = RuleText.pattern(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        examples: ["MyName", "my.name", "123-abc"],
        expression: expression
    )

    private static let valuePattern = RuleText.pattern(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', "
            + "and must start and end with an alphanumeric character",
        examples: ["MyValue", "my_value", "12345"],
        expression: "(\(expression))?"
    )
}
