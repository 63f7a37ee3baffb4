import KubeObjects
import Testing

/// One row of a table: an object and every error and warning that it must give, as full text, in order.
struct ValidationCase: Sendable, CustomTestStringConvertible {
    let name: String
    let object: KubeObject
    let errors: [String]
    let warnings: [String]

    init(_ name: String, _ object: KubeObject, errors: [String] = [], warnings: [String] = []) {
        self.name = name
        self.object = object
        self.errors = errors
        self.warnings = warnings
    }

    var testDescription: String { name }

    func check(sourceLocation: SourceLocation = #_sourceLocation) {
        let report = object.validate()
        #expect(report.errors.map(\.description) == errors, sourceLocation: sourceLocation)
        #expect(report.warnings.map(\.description) == warnings, sourceLocation: sourceLocation)
    }
}

extension SecretBytes {
    static func zeros(_ count: Int) -> SecretBytes {
        SecretBytes(capacity: count) { buffer in
            buffer.initializeMemory(as: UInt8.self, repeating: 0)
            return count
        }
    }
}

/// The rules' long sentences, written out once.
enum Sentence {
    static let subdomain =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
    static let label =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
        + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    static let dataKey =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  "
        + "or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
    static let qualifiedName =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
        + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
    static let labelValue =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
        + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
    static let environmentName =
        "a valid environment variable name must consist only of printable ASCII characters other than '='"
    static let mode = "must be a number between 0 and 0777 (octal), both inclusive"
    static let id = "must be between 0 and 2147483647, inclusive"
    static let quantity =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
}
