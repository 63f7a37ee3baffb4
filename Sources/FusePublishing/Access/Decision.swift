/// What the rules say about one open.
package struct Decision: Hashable, Sendable {
    package var verdict: Verdict
    /// The name of the rule that has decided, or `noAllowRule`; nil where no rule is about the file.
    package var rule: String?

    package init(_ verdict: Verdict, by rule: String? = nil) {
        self.verdict = verdict
        self.rule = rule
    }

    /// What decides where allow rules are about the file, and none is about the opener. No rule can have the name: the
    /// configuration takes no name with a space.
    package static let noAllowRule = "no allow rule"
}
