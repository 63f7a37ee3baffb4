/// Turns documents into the entries of a manifest: finds out what kind each is, opens Lists, decodes and validates.
struct ManifestDecoder {
    private(set) var manifest = Manifest()

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
        let version = cursor.string("apiVersion") ?? (listed == nil ? "" : DocumentMeaning.version)
        guard log.problems.isEmpty else {
            manifest.problems += log.problems
            return
        }
        guard !kind.isEmpty else { return add(.error, "Object 'Kind' is missing", at: document.mark) }
        guard !version.isEmpty else { return add(.error, "Object 'apiVersion' is missing", at: document.mark) }
        switch DocumentMeaning(kind: kind, version: version) {
        case .object(let known): decode(document, as: known)
        case .list(let item): decodeItems(of: cursor, as: item)
        case .ignored: ignore(cursor, kind)
        case .unknown:
            let wrong = version == DocumentMeaning.version ? "kind" : "apiVersion"
            let mark = cursor.node(wrong)?.mark ?? document.mark
            add(.error, "no kind \"\(kind)\" is registered for version \"\(version)\"", at: mark)
        }
    }

    private mutating func decode(_ document: DocumentNode, as kind: ObjectKind) {
        let log = DecodingLog()
        let object = KubeObject(document, as: kind, log: log)
        var problems = log.problems + Self.complaints(about: object, in: document, besides: log)
        if !problems.isEmpty {
            let subject = "\(kind.rawValue) \"\(object.metadata.name)\""
            for index in problems.indices {
                problems[index] = ManifestProblem(
                    problems[index].severity,
                    at: problems[index].mark,
                    subject: subject,
                    message: problems[index].message
                )
            }
            // Stable, so that complaints about one place keep their order.
            problems = problems.enumerated()
                .sorted { ($0.element.mark, $0.offset) < ($1.element.mark, $1.offset) }
                .map(\.element)
        }
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
        var problems: [ManifestProblem] = []
        for error in report.errors where !log.covers(error.path) {
            let mark = marks.mark(of: error.path)
            let shown = ShownKey.without(valuesIn: error)
            problems.append(ManifestProblem(.error, at: mark, message: String(describing: shown)))
        }
        for warning in report.warnings where warning.path.isEmpty || !log.covers(warning.path) {
            let mark = marks.mark(of: warning.path)
            let message = warning.path.isEmpty ? warning.message : "\(warning.path): \(warning.message)"
            problems.append(ManifestProblem(.warning, at: mark, message: message))
        }
        return problems
    }

    private mutating func decodeItems(of list: ObjectCursor, as kind: ObjectKind?) {
        guard let items = list.node("items") else { return }
        guard case .array(let elements) = items.value else {
            add(.error, "items: expected array, found \(items.value.typeName)", at: items.mark)
            return
        }
        for element in elements { decode(element, listed: kind) }
    }

    private mutating func ignore(_ document: ObjectCursor, _ kind: String) {
        let metadata = document.node("metadata").map { ObjectCursor($0, log: DecodingLog()) }
        manifest.problems.append(
            ManifestProblem(
                .warning,
                at: document.mark,
                subject: "\(kind) \"\(metadata?.string("name") ?? "")\"",
                message: "ignored: secretd reads Pod, Secret, ConfigMap, ServiceAccount and List"
            )
        )
    }

    private mutating func add(_ severity: ManifestProblem.Severity, _ message: String, at mark: SourceMark) {
        manifest.problems.append(ManifestProblem(severity, at: mark, message: message))
    }
}
