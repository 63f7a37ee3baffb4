package import KubeObjects

/// How fresh one feed is: a directory of manifests, the store.
package struct FeedReport: Equatable, Sendable {
    /// `manifests /etc/secretd/manifests`, `store`.
    package var name: String
    /// When it last said anything, in seconds since 1970; nil: never.
    package var heard: Int64?
    /// When it last said anything with no part of its origin refused, in seconds since 1970; nil: never.
    package var whole: Int64?
    /// All that is wrong with its origin now.
    package var problems: [FeedProblem] = []

    package init(name: String, heard: Int64? = nil, whole: Int64? = nil, problems: [FeedProblem] = []) {
        self.name = name
        self.heard = heard
        self.whole = whole
        self.problems = problems
    }

    /// Whether it was heard, and no part of its origin is refused.
    package var isGood: Bool { heard != nil && problems.allSatisfy { $0.severity != .error } }
}

extension FeedReport {
    /// As the daemon answers and `secretd status -o json` prints it.
    package var json: JSONValue {
        let problems = problems.map { problem -> JSONValue in
            [
                "severity": problem.severity == .error ? "error" : "warning", "origin": .string(problem.origin),
                "message": .string(problem.message),
            ]
        }
        var object: JSONValue = ["name": .string(name), "problems": .array(problems)]
        if let heard { object["heard"] = .string(Timestamp.text(heard)) }
        if let whole { object["whole"] = .string(Timestamp.text(whole)) }
        return object
    }

    /// Nil for what is no such object.
    package init?(_ json: JSONValue) {
        guard let name = json["name"]?.text else { return nil }
        self.init(
            name: name,
            heard: json["heard"]?.text.flatMap(Timestamp.parse),
            whole: json["whole"]?.text.flatMap(Timestamp.parse),
            problems: (json["problems"]?.elements ?? []).map { problem in
                FeedProblem(
                    problem["severity"]?.text == "error" ? .error : .warning,
                    origin: problem["origin"]?.text ?? "",
                    message: problem["message"]?.text ?? ""
                )
            }
        )
    }
}
