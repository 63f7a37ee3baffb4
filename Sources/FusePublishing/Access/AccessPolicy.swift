/// All rules, and the decision that they make together:
///
/// 1. A deny rule that matches decides: denied.
/// 2. Otherwise, if the *what* of any allow rule covers the file, one of those that cover it has to match the opener as
///    well. The first that does decides: allowed. If none does: denied, by `Decision.noAllowRule`.
/// 3. Otherwise no rule is about the file: allowed.
///
/// So one allow rule closes what it covers to everybody else, and the order of rules does not change a verdict. The
/// kernel checks the file's mode bits besides, and both have to let the opener in.
///
/// What is not known about the opener goes against him: where the unit or the executable could not be read, a deny rule
/// that names one matches, and an allow rule that names one does not.
package struct AccessPolicy: Hashable, Sendable {
    package let rules: [AccessRule]
    /// What `decide` needs to know about an opener.
    package let facts: Opener.Facts

    package init(rules: [AccessRule] = []) {
        self.rules = rules
        facts = rules.reduce(into: []) { $0.formUnion($1.who.facts) }
    }

    package var isEmpty: Bool { rules.isEmpty }

    /// - Parameter opener: With `facts` read, as far as they could be.
    package func decide(_ opener: Opener, _ file: OpenedFile) -> Decision {
        var allowing: AccessRule?
        var isCovered = false
        for rule in rules {
            let match = rule.match(opener, file)
            switch rule.effect {
            case .deny:
                if rule.takesEffect(after: match) { return Decision(.denied, by: rule.name) }
            case .allow:
                isCovered = isCovered || rule.what.match(file) == .matches
                if allowing == nil, rule.takesEffect(after: match) { allowing = rule }
            }
        }
        if let allowing { return Decision(.allowed, by: allowing.name) }
        return isCovered ? Decision(.denied, by: Decision.noAllowRule) : Decision(.allowed)
    }
}
