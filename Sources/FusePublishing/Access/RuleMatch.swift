/// Whether a rule is about an opener, a file or both.
package enum RuleMatch: Hashable, Sendable {
    case matches
    /// Nothing in that list matches.
    case differs(RuleField)
    /// The list could not be compared: the fact about the opener could not be read. All others match.
    case unknown(RuleField)
}
