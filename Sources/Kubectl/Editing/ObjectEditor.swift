package import KubeObjects

/// Lets the person edit objects, and sends what has changed.
///
/// Source: kubectl pkg/cmd/util/editor.
package struct ObjectEditor: Sendable {
    /// Bytes that are read back.
    private static let largestFile = 64 << 20

    private let client: APIClient
    private let options: WriteOptions
    private let form: EditText.Form
    private let directory: EditDirectory
    private let program: EditorProgram
    private let savesConfiguration: Bool

    /// - Parameters:
    ///   - directory: Where the file lies; wiped by the caller.
    ///   - savesConfiguration: Whether objects get the annotation by which `apply` can go on.
    package init(
        _ client: APIClient,
        _ options: WriteOptions,
        _ form: EditText.Form,
        in directory: EditDirectory,
        with program: EditorProgram,
        savesConfiguration: Bool = false
    ) {
        self.savesConfiguration = savesConfiguration
        self.client = client
        self.options = options
        self.form = form
        self.directory = directory
        self.program = program
    }

    /// Edits all objects as one file, until it is saved as it can be used, or as it was.
    ///
    /// - Parameters:
    ///   - objects: As they are now, and where they lie.
    ///   - patch: Gets each patch before it is sent.
    ///   - show: Gets each object that was sent, or skipped.
    ///   - warn: Gets what went wrong, and what was not done, a line each.
    /// - Throws: `EditFailure`, which names the file that the person may still want.
    package func run(
        _ objects: [(GetTarget, JSONValue)],
        patch: (JSONValue) -> Void = { _ in },
        show: (WriteResult) -> Void,
        warn: (String) -> Void
    ) async throws(EditFailure) {
        guard !objects.isEmpty else { throw EditFailure("error: edit cancelled, no objects found", kept: nil) }
        let originals = objects.map { target, object in
            var object = object
            if object["metadata"]?["managedFields"] != nil { object.set(nil, at: "metadata", "managedFields") }
            return EditSession.Original(target: target, object: object)
        }
        let name = "secretd-edit-\(UInt32.random(in: .min ... .max)).\(form.rawValue)"
        var session = EditSession(originals, form)
        var sent: [EditSession.Change] = []
        var kept: String?
        while true {
            let edited: String
            do throws(KubectlError) {
                let path = try directory.write(session.text, as: name)
                try program.open(path)
                edited = try Self.read(path)
            } catch {
                if kept != nil { warn(stored(name)) }
                throw EditFailure(error.message, kept: kept)
            }
            switch session.take(edited) {
            case .cancelled(let message): return warn(message)
            case .failed(let message):
                warn(stored(name))
                throw EditFailure("error: \(message)", kept: name)
            case .again(let message): warn(message)
            case .changed(let changes):
                var results = EditResults()
                for change in changes where !sent.contains(change) {
                    do throws(ClientError) {
                        show(try await send(change, patch))
                        sent.append(change)
                    } catch {
                        warn(results.note(error, change.original.target))
                    }
                }
                if let failure = failure(results, name) { throw failure }
                guard !results.reasons.isEmpty else { return }
                session.refuse(edited, results.reasons)
            }
            kept = name
        }
    }

    /// What ends the edit; nil where it may go on.
    private func failure(_ results: EditResults, _ name: String) -> EditFailure? {
        let path = "\(directory.path)/\(name)"
        if results.retryable > 0 {
            return EditFailure("You can run `secretd replace -f \(path)` to try this update again.", kept: name)
        }
        guard results.missing > 0 else { return nil }
        return EditFailure("The edits you made on deleted resources have been saved to \(path.goQuoted)", kept: name)
    }

    private func send(
        _ change: EditSession.Change,
        _ showPatch: (JSONValue) -> Void
    ) async throws(ClientError) -> WriteResult {
        let target = change.original.target
        let edited = savesConfiguration ? LastApplied.annotated(change.edited) : change.edited
        let difference = ObjectChange(from: change.original.object, to: edited)
        guard !difference.isEmpty else { return WriteResult(target.resource, edited, "skipped") }
        var patch = difference.patch
        // A list goes as a whole, so it must not meet one that somebody else has changed.
        if difference.replacesList, patch.value(at: "metadata", "resourceVersion") == nil {
            let version = change.original.object["metadata"]?["resourceVersion"]
            patch.set(version, at: "metadata", "resourceVersion")
        }
        showPatch(patch)
        let requests = ObjectRequests(
            client,
            target.resource,
            namespace: target.namespace,
            name: target.name ?? ""
        )
        let object = try await requests.patch(patch, type: ObjectPatch.Kind.merge.mediaType, options.query)
        return WriteResult(target.resource, object, "edited")
    }

    private func stored(_ name: String) -> String {
        "A copy of your changes has been stored to \("\(directory.path)/\(name)".goQuoted)"
    }

    private static func read(_ path: String) throws(KubectlError) -> String {
        do {
            let bytes = try InputFile.read(path, limit: largestFile)
            guard bytes.count <= largestFile else { throw InputFailure.tooLarge(path) }
            return bytes.withBytes { String(decoding: $0, as: UTF8.self) }
        } catch {
            throw KubectlError("unable to read \(error)")
        }
    }
}
