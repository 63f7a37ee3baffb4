package import KubeObjects

/// Prints objects in the form that `-o` asks for.
///
/// Source: k8s.io/cli-runtime pkg/printers.
package struct ObjectPrinter: Equatable, Sendable {
    package let format: OutputFormat
    /// Whether JSON and YAML show who has set which field; `--show-managed-fields`.
    package let showsManagedFields: Bool

    package init(_ format: OutputFormat, showsManagedFields: Bool = false) {
        self.format = format
        self.showsManagedFields = showsManagedFields
    }

    /// - Parameter output: The value of `-o`. A file that it names is read here.
    /// - Throws: As `OutputFormat`; `KubectlError` where the file cannot be read.
    package init(
        parsing output: String,
        others: [String] = [],
        showsManagedFields: Bool = false
    ) throws(KubectlError) {
        let format = try OutputFormat(parsing: output, others: others) { (path) throws(KubectlError) in
            do throws(InputFailure) {
                let bytes = try InputFile.read(path, limit: Self.largestTemplate)
                guard bytes.count <= Self.largestTemplate else { throw InputFailure.tooLarge(path) }
                return bytes.withBytes { String(decoding: $0, as: UTF8.self) }
            } catch {
                throw KubectlError("error reading --template \(path), open \(path): \(error.reason.lowercased())")
            }
        }
        self.init(format, showsManagedFields: showsManagedFields)
    }

    private static let largestTemplate = 1 << 20

    /// The text of one object, with its last line's end where the form has lines.
    ///
    /// - Parameter isFirst: YAML has `---` before every object but the first that a command prints.
    /// - Throws: `KubectlError` where a template does not fit the object. It shows no value of the object.
    package func text(
        of object: JSONValue,
        keys: KeyOrder,
        isFirst: Bool = true
    ) throws(KubectlError) -> String {
        switch format {
        case .json: GoJSONWriter.text(of: shown(object), keys: keys)
        case .yaml: (isFirst ? "" : "---\n") + YAMLWriter.text(of: shown(object))
        case .name: Self.names(of: object)
        case .jsonPath(let path): try path.text(of: object)
        case .jsonPathAsJSON(let path): try path.jsonText(of: object)
        }
    }

    /// Several objects as one, as `get` prints them.
    ///
    /// - Parameter withVersion: `get` gives the list an empty version, `apply` none.
    package static func list(of objects: [JSONValue], withVersion: Bool = true) -> JSONValue {
        [
            "apiVersion": "v1",
            "items": .array(objects),
            "kind": "List",
            "metadata": withVersion ? ["resourceVersion": ""] : [:],
        ]
    }

    private func shown(_ object: JSONValue) -> JSONValue {
        guard !showsManagedFields else { return object }
        var object = object
        if object.value(at: "metadata", "managedFields") != nil { object.set(nil, at: "metadata", "managedFields") }
        if Self.isList(object), let items = object["items"]?.elements { object["items"] = .array(items.map(shown)) }
        return object
    }

    /// A line for an object, or for each of a list: the kind in small letters and the name.
    private static func names(of object: JSONValue) -> String {
        if isList(object), let items = object["items"]?.elements { return items.map(names).joined() }
        let kind = (object["kind"]?.text ?? "").lowercased()
        let version = object["apiVersion"]?.text?.split(separator: "/") ?? []
        let group = version.count > 1 ? ".\(version[0])" : ""
        let name = object.value(at: "metadata", "name")?.text ?? ""
        return "\(kind)\(group)/\(name.isEmpty ? "<unknown>" : name)\n"
    }

    private static func isList(_ object: JSONValue) -> Bool { object["kind"]?.text?.hasSuffix("List") == true }
}
