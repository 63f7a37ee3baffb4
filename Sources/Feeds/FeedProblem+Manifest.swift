import KubeObjects

extension FeedProblem {
    /// A manifest's own problem, with the file's path in front of line and column.
    init(_ problem: ManifestProblem, in path: String) {
        let message =
            switch (problem.subject.isEmpty, problem.severity) {
            case (true, _): problem.message
            case (false, .error): "\(problem.subject) is invalid: \(problem.message)"
            case (false, .warning): "\(problem.subject): \(problem.message)"
            }
        self.init(
            problem.severity == .error ? .error : .warning,
            origin: "\(path):\(problem.mark)",
            message: message
        )
    }

    /// An object that is served from another place, which holds it as well.
    static func duplicate(
        _ key: ObjectKey,
        at mark: SourceMark,
        in path: String,
        servedFrom place: String
    ) -> FeedProblem {
        FeedProblem(
            .warning,
            origin: "\(path):\(mark)",
            message: "\(key) is ignored here: it is in \(place) too, which comes first"
        )
    }
}
