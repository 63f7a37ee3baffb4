/// How far one consumer is with one volume, for `secretd status`.
package struct NotifyReport: Hashable, Sendable {
    /// The rule's name; `annotation/<unit>` for what a Pod asks for.
    package var rule: String
    /// `reload nginx.service`
    package var action: String
    /// Of a refused request, the Pod, and no volume's name.
    package var volume: PublishedChange.Volume
    /// Empty for a refused request.
    package var generation: String
    package var state: NotifyState
    /// Milliseconds since 1970; 0 for a refused request.
    package var since: Int64
    /// Tries for this generation.
    package var attempts: Int
    /// Why the last try failed, or why there was nobody to tell. Never a value.
    package var error: String?
}
