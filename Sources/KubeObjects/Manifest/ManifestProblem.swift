/// Something wrong, or odd, at one place of a manifest. The message never holds text of the manifest's values.
package struct ManifestProblem: Hashable, Sendable {
    package enum Severity: Hashable, Sendable {
        case error
        case warning
    }

    package var severity: Severity
    package var mark: SourceMark
    /// The object as Kubernetes' errors name it, `Secret "kuard-tls"`; empty where no object could be read.
    package var subject: String
    /// For example `data[a*b]: Invalid value: "a*b": a valid config key must consist of …`.
    package var message: String

    /// Characters of `subject` and `message` that would break or disguise a line of a log become escapes.
    package init(_ severity: Severity, at mark: SourceMark, subject: String = "", message: String) {
        self.severity = severity
        self.mark = mark
        self.subject = OneLineText.of(subject)
        self.message = OneLineText.of(message)
    }
}

extension ManifestProblem: CustomStringConvertible {
    /// `12:7: Secret "x" is invalid: data: Required value`; without the subject where there is none.
    package var description: String {
        switch (subject.isEmpty, severity) {
        case (true, _): "\(mark): \(message)"
        case (false, .error): "\(mark): \(subject) is invalid: \(message)"
        case (false, .warning): "\(mark): \(subject): \(message)"
        }
    }
}
