/// Why a command could not do its work on one of the objects it was given. Never a value of one.
package enum ObjectFailure: Error, Equatable, Sendable {
    /// kubectl's own words, without `error: ` before them.
    case text(String)
    /// Several of them, each of which counts as a failure.
    case texts([String])
    /// The daemon's answer, or that there is none.
    ///
    /// - Parameter context: What was being done, `error when creating "f.yaml"`; nil for nothing to say.
    case request(ClientError, context: String?)

    /// Whether the other objects cannot fare better: nobody answers.
    package var endsAll: Bool {
        if case .request(let error, _) = self { error.status == nil } else { false }
    }
}

extension ObjectFailure {
    /// What kept one object's result from being shown.
    package init(_ error: KubectlError) {
        let prefix = "error: "
        self = .text(error.message.hasPrefix(prefix) ? String(error.message.dropFirst(prefix.count)) : error.message)
    }

    /// Whether an object does not exist.
    package var isNotFound: Bool {
        if case .request(let error, _) = self { error.isNotFound } else { false }
    }

    /// What kubectl complains of before it puts a name into a path; nil for one that it sends.
    ///
    /// Source: k8s.io/apimachinery pkg/api/validation/path.
    static func name(_ name: String) -> String? {
        if name.isEmpty { return "resource name may not be empty" }
        if name == "." || name == ".." { return "invalid resource name \"\(name)\": [may not be '\(name)']" }
        let complaints = ["/", "%"].filter(name.contains).map { "may not contain '\($0)'" }
        guard !complaints.isEmpty else { return nil }
        return "invalid resource name \"\(name)\": [\(complaints.joined(separator: " "))]"
    }
}
