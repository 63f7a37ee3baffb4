import KubeObjects

/// In which form a command prints objects: the value of `-o`.
package enum OutputFormat: Equatable, Sendable {
    case json
    case yaml
    /// `secret/x`
    case name
    case jsonPath(JSONPath)
    /// The values that a path finds, as lists.
    case jsonPathAsJSON(JSONPath)

    /// - Parameters:
    ///   - others: Forms that the command knows besides these, such as `wide`; for the message alone.
    ///   - file: Gives the text of the file that `jsonpath-file` names.
    /// - Throws: `KubectlError` for another form, a missing template, and a template that cannot be read; what `file`
    ///   throws.
    package init(
        parsing output: String,
        others: [String] = [],
        file: (_ path: String) throws(KubectlError) -> String
    ) throws(KubectlError) {
        let parts = output.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let template = parts.count > 1 ? String(parts[1]) : ""
        switch name {
        case "jsonpath": self = .jsonPath(try JSONPath(parsing: Self.present(template)))
        case "jsonpath-as-json": self = .jsonPathAsJSON(try JSONPath(parsing: Self.present(template)))
        case "jsonpath-file": self = .jsonPath(try JSONPath(parsing: file(Self.present(template))))
        default:
            switch output.lowercased() {
            case "json": self = .json
            case "yaml": self = .yaml
            case "name": self = .name
            default:
                let known = ["json", "jsonpath", "jsonpath-as-json", "jsonpath-file", "name", "yaml"] + others
                throw KubectlError(
                    "unable to match a printer suitable for the output format \(output.goQuoted), allowed formats are: "
                        + known.sorted().joined(separator: ",")
                )
            }
        }
    }

    private static func present(_ template: String) throws(KubectlError) -> String {
        guard !template.isEmpty else { throw KubectlError("template format specified but no template given") }
        return template
    }
}
