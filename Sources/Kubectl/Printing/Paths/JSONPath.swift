package import KubeObjects

/// A template that picks values out of an object: `{.metadata.name}`, `{range .items[*]}{.kind}{"\n"}{end}`.
///
/// Source: k8s.io/client-go util/jsonpath; its package comment has the grammar. Members that `*` and `..` go through are
/// sorted by name, where kubectl's come in random order.
package struct JSONPath: Equatable, Sendable {
    /// The template as it was given.
    let template: String
    let nodes: [JSONPathNode]

    /// - Throws: `KubectlError`, `error parsing jsonpath {.a, unclosed action`.
    package init(parsing template: String) throws(KubectlError) {
        self.template = template
        do {
            nodes = try JSONPathParser.parse(template)
        } catch {
            throw KubectlError("error parsing jsonpath \(template), \(error.message)")
        }
    }

    /// A path as `--sort-by` and custom columns take it, with or without braces and the first point: `metadata.name`,
    /// `.metadata.name`, `{.metadata.name}`.
    ///
    /// - Throws: `KubectlError` where it is no path.
    package init(relaxed path: String) throws(KubectlError) {
        template = try Self.strict(path)
        do {
            nodes = try JSONPathParser.parse(template)
        } catch {
            throw KubectlError(error.message)
        }
    }

    /// What the template prints of `object`: nothing for members that are not there, objects and lists as JSON. No line's
    /// end at the end.
    ///
    /// - Throws: `KubectlError` where the template does not fit the object; it does not show the object, which
    ///   kubectl's does.
    package func text(of object: JSONValue) throws(KubectlError) -> String {
        try results(of: object).map { values in
            values.map { $0.map(Self.text) ?? "<no value>" }.joined(separator: " ")
        }.joined()
    }

    /// What the template prints of `object` with `jsonpath-as-json`: a list for each of its parts.
    ///
    /// - Throws: As `text`.
    package func jsonText(of object: JSONValue) throws(KubectlError) -> String {
        try results(of: object).map { values in
            GoJSONWriter.text(of: .array(values.map { $0 ?? .null }), keys: .sorted)
        }.joined()
    }

    /// The values that all parts of the template find.
    ///
    /// - Throws: As `text`.
    package func values(in object: JSONValue) throws(KubectlError) -> [JSONValue] {
        try results(of: object).joined().compactMap(\.self)
    }

    private func results(of object: JSONValue) throws(KubectlError) -> [[JSONValue?]] {
        var evaluator = JSONPathEvaluator()
        do {
            return try evaluator.results(of: nodes[...], on: object)
        } catch {
            throw KubectlError(
                "error executing jsonpath \(template.goQuoted): Error executing template: \(error.message)"
            )
        }
    }

    private static func text(of value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .number(let text): GoNumber.general(text)
        default: GoJSONWriter.compactText(of: value)
        }
    }

    private static func strict(_ path: String) throws(KubectlError) -> String {
        guard !path.isEmpty else { return "" }
        let isBraced = path.hasPrefix("{") && path.hasSuffix("}") && path.count > 1
        var inner = isBraced ? path.dropFirst().dropLast() : path[...]
        if inner.hasPrefix("."), inner.count > 1 { inner.removeFirst() }
        guard !inner.isEmpty, !inner.contains(where: { "{}".contains($0) }) else {
            throw KubectlError(
                "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or "
                    + "'{.name1.name2}'"
            )
        }
        return "{.\(inner)}"
    }
}
