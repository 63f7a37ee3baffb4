import APIServer
import KubeObjects

/// Reads the objects of files, as kubectl's `-f` does.
package enum ObjectInput {
    /// The objects of the files in order.
    ///
    /// - Parameters:
    ///   - paths: Files, directories, patterns, `-`.
    ///   - recursive: Whether directories in directories are read.
    ///   - defaultNamespace: For objects that name none.
    ///   - isNamespaceExplicit: Whether an object of another namespace is an error.
    /// - Throws: All that is wrong with the files, where anything is. Never a value.
    package static func read(
        _ paths: [String],
        recursive: Bool,
        defaultNamespace: String,
        isNamespaceExplicit: Bool
    ) throws(KubectlError) -> [InputObject] {
        let scope = NamespaceScope(defaultNamespace, isRequired: isNamespaceExplicit)
        var objects: [InputObject] = []
        var failures = ObjectFailures()
        for entry in try scan(paths, recursive: recursive, scope: scope) {
            switch entry {
            case .object(let object): objects.append(object)
            case .failure(let failure): failures.append(failure)
            }
        }
        if let error = failures.error() { throw error }
        return objects
    }

    /// The objects of the files in order, and what is wrong in between.
    ///
    /// - Parameter validates: Whether a document without kind or version spoils the rest of its file, as kubectl's
    ///   `--validate` has it.
    /// - Throws: What is wrong with `paths` themselves.
    package static func scan(
        _ paths: [String],
        recursive: Bool,
        scope: NamespaceScope,
        validates: Bool = true
    ) throws(KubectlError) -> [InputEntry] {
        let paths = paths.filter { !$0.isEmpty }
        guard !paths.isEmpty else { throw KubectlError("must specify one of -f and -k") }
        var found: [InputEntry] = []
        // As kubectl reports them: why the rest of a file is not read, after all else.
        var broken: [ObjectFailure] = []
        for path in try InputPaths.expand(paths, recursive: recursive) {
            let source = path == InputPaths.standardInput ? "STDIN" : path
            do throws(InputFailure) {
                let bytes = try InputFile.read(path, limit: Manifest.maximumSize)
                if bytes.count > Manifest.maximumSize {
                    broken.append(.text("\(source): larger than \(Manifest.maximumSize >> 20) MiB"))
                } else {
                    let (entries, failure) = bytes.withBytes {
                        Self.entries($0, source: source, scope: scope, validates: validates)
                    }
                    found += entries
                    if let failure { broken.append(failure) }
                }
            } catch {
                broken.append(.text("open \(error)"))
            }
        }
        return found + broken.map(InputEntry.failure)
    }

    /// The objects of one file's text, and why the rest of it is not read.
    static func entries(
        _ bytes: UnsafeRawBufferPointer,
        source: String,
        scope: NamespaceScope,
        validates: Bool
    ) -> (entries: [InputEntry], failure: ObjectFailure?) {
        let stream = DocumentStream(bytes)
        var entries: [InputEntry] = []
        for document in stream.documents.map(\.json) {
            if validates, let error = DocumentCheck.validationError(document) {
                let hint = "if you choose to ignore these errors, turn validation off with --validate=false"
                let text = "error validating \"\(source)\": error validating data: \(error); \(hint)"
                return (entries, .text(text))
            }
            for item in ListItems.of(document) { entries.append(entry(item, source: source, scope: scope)) }
        }
        guard let error = stream.error else { return (entries, nil) }
        // What JSON begins with; YAML's flow style, which begins with it too, is rare enough.
        let isJSON = bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
        let language = isJSON ? "json" : "error converting YAML to JSON: yaml"
        return (entries, .text("error parsing \(source): \(language): line \(error.mark.line): \(error.problem)"))
    }

    private static func entry(_ document: JSONValue, source: String, scope: NamespaceScope) -> InputEntry {
        if let error = DocumentCheck.decodingError(document) {
            return .failure(.text("unable to decode \"\(source)\": \(error)"))
        }
        var object = document
        let kind = document["kind"]?.text ?? ""
        let version = document["apiVersion"]?.text ?? ""
        let name = document.value(at: "metadata", "name")?.text ?? ""
        var namespace = document.value(at: "metadata", "namespace")?.text ?? ""
        guard version == "v1", let resource = Resource.all.first(where: { $0.kind == kind }) else {
            return .failure(
                .text(
                    "resource mapping not found for name: \(name.goQuoted) namespace: \(namespace.goQuoted) from "
                        + "\"\(source)\": no matches for kind \(kind.goQuoted) in version \(version.goQuoted)\n"
                        + "ensure CRDs are installed first"
                )
            )
        }
        if resource.isNamespaced {
            if namespace.isEmpty { namespace = scope.name }
            guard !scope.isRequired || namespace == scope.name else {
                return .failure(
                    .text(
                        "the namespace from the provided object \(namespace.goQuoted) does not match the namespace "
                            + "\(scope.name.goQuoted). You must pass '--namespace=\(namespace.printable)' to perform "
                            + "this operation."
                    )
                )
            }
            object.set(.string(namespace), at: "metadata", "namespace")
        } else {
            namespace = ""
            object.set(nil, at: "metadata", "namespace")
        }
        return .object(
            InputObject(object: object, source: source, resource: resource, name: name, namespace: namespace)
        )
    }
}
