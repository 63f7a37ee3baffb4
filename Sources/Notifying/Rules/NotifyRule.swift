package import KubeObjects

/// One consumer and what it is told of.
package struct NotifyRule: Hashable, Sendable {
    /// 1 to 63 of `[A-Za-z0-9._-]`; `annotation/<unit>` for what Pods ask for, which no configured name can be.
    package var name: String
    package var what: RuleTarget
    package var action: NotifyAction
    package var debounce: Debounce
    /// Tries for one generation, at least one.
    package var attempts: Int

    package static let defaultAttempts = 5

    package init(
        name: String,
        what: RuleTarget = RuleTarget(),
        action: NotifyAction,
        debounce: Debounce = .none,
        attempts: Int = defaultAttempts
    ) {
        self.name = name
        self.what = what
        self.action = action
        self.debounce = debounce
        self.attempts = attempts
    }

    /// The rule that stands for what Pods ask for.
    static func annotation(_ unit: UnitName) -> NotifyRule {
        NotifyRule(name: "\(annotationPrefix)\(unit)", action: .reloadUnit(unit))
    }

    static let annotationPrefix = "annotation/"
}
