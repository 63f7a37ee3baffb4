import Notifying

/// What the rules of the credentials' socket say to one unit, in words.
struct CredentialExplanation {
    /// Whether a rule would give a file, if it is there.
    var isAllowed: Bool
    /// The verdict, then a line for each rule.
    var lines: [String]

    init(of policy: CredentialPolicy, _ request: CredentialRequest) {
        let matches = policy.rules.map { ($0, $0.match(request)) }
        let first = matches.first { if case .file = $0.1 { true } else { false } }?.0
        isAllowed = first != nil
        let verdict = first.map { "allowed  \(request.unit) \(request.id): rule \($0.name)" }
        lines = [verdict ?? "denied   \(request.unit) \(request.id): no rule allows it"]
        let width = policy.rules.map(\.name.utf8.count).max() ?? 0
        lines += matches.map { rule, match in
            let name = rule.name + String(repeating: " ", count: width - rule.name.utf8.count)
            return "  \(name)  \(Self.words(match, rule))"
        }
    }

    private static func words(_ match: CredentialRule.Match, _ rule: CredentialRule) -> String {
        switch match {
        case .file(let file): "matches: \(file) of \(rule.place)"
        case .otherUnits: "does not match: units"
        case .otherCredentials: "does not match: keys, credentials"
        }
    }
}
