/// What went wrong with some of a command's objects, and how kubectl prints it when the others are done.
package struct ObjectFailures: Sendable {
    private var failures: [ObjectFailure] = []

    package init() {}

    package var isEmpty: Bool { failures.isEmpty }

    package mutating func append(_ failure: ObjectFailure) {
        guard case .texts(let texts) = failure else { return failures.append(failure) }
        failures += texts.map { .text($0) }
    }

    /// What the command ends with; nil where nothing went wrong.
    ///
    /// One failure stands alone; of several each has a line, and they lose what only stands before a single one.
    ///
    /// Source: kubectl pkg/cmd/util helpers.go checkErr, MultipleErrors.
    package func error(code: Int32 = 1) -> KubectlError? {
        guard let first = failures.first else { return nil }
        let text = failures.count == 1 ? first.text : failures.map(\.textAmongOthers).joined(separator: "\n")
        return KubectlError(verbatim: text, code: code)
    }
}

extension KubectlError {
    /// What one failure ends a command with.
    package init(_ failure: ObjectFailure, code: Int32 = 1) {
        self.init(verbatim: failure.text, code: code)
    }
}

extension ObjectFailure {
    fileprivate var text: String {
        switch self {
        case .text(let text): "error: \(text)"
        case .texts(let texts): "error: \(texts.joined(separator: "\n"))"
        case .request(let error, let context): error.text(context: context)
        }
    }

    fileprivate var textAmongOthers: String {
        switch self {
        case .text(let text): return text
        case .texts(let texts): return texts.joined(separator: "\n")
        case .request(let error, let context):
            guard let status = error.status else { return error.text(context: context) }
            let words = context.map { "\($0): \(status.message)" } ?? status.message
            return status.reason.isEmpty
                ? "Error from server: \(words)" : "Error from server (\(status.reason)): \(words)"
        }
    }
}
