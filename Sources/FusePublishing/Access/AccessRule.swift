package import KubeObjects

/// One rule of the configuration: who may, or may not, open what.
package struct AccessRule: Hashable, Sendable {
    package enum Effect: String, CaseIterable, Hashable, Sendable {
        case allow
        case deny
    }

    /// Unique, for audit lines and people.
    package var name: String
    package var effect: Effect
    package var who: AccessSubject
    package var what: RuleTarget

    package init(_ name: String, _ effect: Effect, who: AccessSubject = .init(), what: RuleTarget = .init()) {
        self.name = name
        self.effect = effect
        self.who = who
        self.what = what
    }

    /// Compares the file first, then the opener.
    package func match(_ opener: Opener, _ file: OpenedFile) -> RuleMatch {
        let match = what.match(file)
        return match == .matches ? who.match(opener) : match
    }

    /// Whether the rule takes effect after `match`. What is not known goes against the opener: it may be what a deny
    /// rule is about, and it is not what an allow rule asks for.
    package func takesEffect(after match: RuleMatch) -> Bool {
        switch match {
        case .matches: true
        case .differs: false
        case .unknown: effect == .deny
        }
    }
}
