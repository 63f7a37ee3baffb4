/// What is to be told of one volume of a Pod.
package struct VolumeReport: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// Everything is visible.
        case ready
        /// Files are there, and something is missing or out of date.
        case degraded
        /// There are no files.
        case missing
    }

    /// The volume's name in its Pod.
    package var volume: String
    package var state: State
    /// Why it is not ready; empty where it is. Never a value.
    package var message: String
    /// `secret/kuard-tls`.
    package var sources: String
    /// Of the files that are visible; nil where there are none.
    package var generation: String?
    package var files: Int
    /// One word for what is not ready; empty where it is.
    package var reason: String
    /// Whether the Pod is not ready without it. Not so registry logins: kubelet starts Pods without them too.
    package var isEssential: Bool

    package init(
        volume: String,
        state: State,
        message: String,
        sources: String,
        generation: String?,
        files: Int,
        reason: String = "",
        isEssential: Bool = true
    ) {
        self.volume = volume
        self.state = state
        self.message = message
        self.sources = sources
        self.generation = generation
        self.files = files
        self.reason = reason
        self.isEssential = isEssential
    }
}
