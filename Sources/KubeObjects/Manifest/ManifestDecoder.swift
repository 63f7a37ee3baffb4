/// Turns documents into the entries of a manifest: finds out what kind each is, opens Lists, decodes and validates.
struct ManifestDecoder {
    private(set) var manifest = Manifest()

    /// The one version whose objects secretd reads.
    private static let version = "v1"

    /// The document could not be read.
    mutating func report(_ error: DocumentError) {
        manifest.problems.append(ManifestProblem(.error, at: error.mark, message: "\(error.problem)"))
    }

    /// Decodes one document, or one item of a List.
    ///
    /// - Parameter listed: The kind that items of a typed list, such as SecretList, need not name.
    mutating func decode(_ document: DocumentNode, listed: ObjectKind? = nil) {
        let log = DecodingLog()
        let cursor = ObjectCursor(document, log: log)
        let kind = cursor.string("kind") ?? listed?.rawValue ?? ""
        let version = cursor.string("apiVersion") ?? (listed == nil ? "" : Self.version)
        if !log.problems.isEmpty {
            add(log.problems, subject: "")
        } else if kind.isEmpty {
            add(.error, "Object 'Kind' is missing", at: document.mark)
        } else if version.isEmpty {
            add(.error, "Object 'apiVersion' is missing", at: document.mark)
        } else if version != Self.version, version.contains("/") {
            ignore(cursor, kind)
        } else if version == Self.version, let known = ObjectKind(rawValue: kind) {
            decode(document, known)
        } else if version == Self.version, kind == "List" {
            decodeItems(cursor, of: nil)
        } else if version == Self.version, kind.hasSuffix("List"),
            let item = ObjectKind(rawValue: String(kind.dropLast(4)))
        {
            decodeItems(cursor, of: item)
        } else if version == Self.version, CoreKinds.contains(kind) {
            ignore(cursor, kind)
        } else {
            let mark = cursor.node(version == Self.version ? "kind" : "apiVersion")?.mark ?? document.mark
            add(.error, "no kind \"\(kind)\" is registered for version \"\(version)\"", at: mark)
        }
    }

    private mutating func decode(_ document: DocumentNode, _ kind: ObjectKind) {
        let log = DecodingLog()
        let object: KubeObject
        switch kind {
        case .pod: object = .pod(Pod(document, log: log))
        case .secret: object = .secret(Secret(document, log: log))
        case .configMap: object = .configMap(ConfigMap(document, log: log))
        case .serviceAccount: object = .serviceAccount(ServiceAccount(document, log: log))
        }
        let subject = "\(kind.rawValue) \"\(object.metadata.name)\""
        var problems = log.problems
        problems += Self.complaints(about: object, in: document, besides: log)
        for index in problems.indices { problems[index].subject = subject }
        problems = problems.enumerated()
            .sorted { ($0.element.mark, $0.offset) < ($1.element.mark, $1.offset) }
            .map(\.element)
        manifest.entries.append(Manifest.Entry(object: object, mark: document.mark, problems: problems))
        manifest.problems += problems
    }

    /// What validation says of the object, with places, without what follows from an error of the log.
    private static func complaints(
        about object: KubeObject,
        in document: DocumentNode,
        besides log: DecodingLog
    ) -> [ManifestProblem] {
        let report = object.validate()
        guard !report.errors.isEmpty || !report.warnings.isEmpty else { return [] }
        var marks = FieldMarks(document)
        let errors = report.errors.filter { !log.covers($0.path) }.map { error in
            ManifestProblem(.error, at: marks.mark(of: error.path), message: String(describing: error))
        }
        let warnings = report.warnings.filter { $0.path.isEmpty || !log.covers($0.path) }.map { warning in
            ManifestProblem(
                .warning,
                at: marks.mark(of: warning.path),
                message: warning.path.isEmpty ? warning.message : "\(warning.path): \(warning.message)"
            )
        }
        return errors + warnings
    }

    private mutating func decodeItems(_ list: ObjectCursor, of kind: ObjectKind?) {
        guard let items = list.node("items") else { return }
        guard case .array(let elements) = items.value else {
            add(.error, "items: expected array, found \(items.value.typeName)", at: items.mark)
            return
        }
        for element in elements { decode(element, listed: kind) }
    }

    private mutating func ignore(_ document: ObjectCursor, _ kind: String) {
        let name =
            ObjectCursor(document.node("metadata") ?? DocumentNode(.null, at: document.mark), log: DecodingLog())
            .string("name") ?? ""
        manifest.problems.append(
            ManifestProblem(
                .warning,
                at: document.mark,
                subject: "\(kind) \"\(name)\"",
                message: "ignored: secretd reads Pod, Secret, ConfigMap, ServiceAccount and List"
            )
        )
    }

    private mutating func add(_ severity: ManifestProblem.Severity, _ message: String, at mark: SourceMark) {
        manifest.problems.append(ManifestProblem(severity, at: mark, message: message))
    }

    private mutating func add(_ problems: [ManifestProblem], subject: String) {
        manifest.problems += problems
    }
}
