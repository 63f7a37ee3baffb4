/// One answer to a unit that asked for a credential: names and a time, never a value.
package struct CredentialReport: Hashable, Sendable {
    package enum Verdict: String, Sendable {
        case given = "Given"
        case refused = "Refused"
    }

    /// Seconds since 1970.
    package var time: Int64
    /// Empty where the address said none.
    package var unit: String
    /// The credential's name; empty where the address said none.
    package var id: String
    package var verdict: Verdict
    /// Why it was refused; empty where it was given.
    package var reason: String
    /// The rule that decided; nil where none did.
    package var rule: String?
    /// `default/web/tls` where it was given.
    package var volume: String?
    package var generation: String?

    package init(
        time: Int64,
        unit: String,
        id: String,
        verdict: Verdict,
        reason: String = "",
        rule: String? = nil,
        volume: String? = nil,
        generation: String? = nil
    ) {
        self.time = time
        self.unit = unit
        self.id = id
        self.verdict = verdict
        self.reason = reason
        self.rule = rule
        self.volume = volume
        self.generation = generation
    }
}
