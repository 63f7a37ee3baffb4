import FusePublishing

/// What the access rules say to one open, in words.
struct AccessExplanation {
    var decision: Decision
    /// The verdict and what decides, then a line for each rule.
    var lines: [String]

    init(of policy: AccessPolicy, opener: Opener, file: OpenedFile) {
        decision = policy.decide(opener, file)
        let path = "\(file.namespace)/\(file.pod)/\(file.volume)/\(file.key)"
        lines = ["\(decision.verdict.rawValue.padded(to: 8)) \(path): \(Self.reason(for: decision))"]
        let width = policy.rules.map(\.name.utf8.count).max() ?? 0
        lines += policy.rules.map { rule in
            let match = rule.match(opener, file)
            return "  \(rule.name.padded(to: width))  \(rule.effect.rawValue.padded(to: 5))  \(Self.words(match, rule))"
        }
    }

    private static func reason(for decision: Decision) -> String {
        switch decision.rule {
        case nil: "no rule is about it"
        case Decision.noAllowRule: "allow rules are about it, and none is about who opens"
        case let rule?: "rule \(rule)"
        }
    }

    private static func words(_ match: RuleMatch, _ rule: AccessRule) -> String {
        switch match {
        case .matches: "matches"
        case .differs(let field): "does not match: \(field.rawValue)"
        case .unknown(let field) where rule.takesEffect(after: match):
            "matches, because \(field.rawValue) cannot be compared: not known"
        case .unknown(let field): "does not match: \(field.rawValue) cannot be compared: not known"
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - utf8.count))
    }
}
