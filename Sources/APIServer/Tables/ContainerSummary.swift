import KubeObjects

/// One entry of a pod's `containerStatuses`, as far as a table needs it.
struct ContainerSummary: Hashable, Sendable {
    struct End: Hashable, Sendable {
        let exitCode: Int64
        let signal: Int64
        let reason: String

        /// `Error`, `Signal:9`, `ExitCode:1`.
        var text: String {
            if !reason.isEmpty { return reason }
            return signal != 0 ? "Signal:\(signal)" : "ExitCode:\(exitCode)"
        }
    }

    let name: String
    let isReady: Bool
    let isStarted: Bool
    let isRunning: Bool
    let restarts: Int64
    /// Empty where the container does not wait, or nobody says what for.
    let waitingReason: String
    /// Where the container ended and was not started again.
    let end: End?
    /// When the run before this one ended, in seconds since 1970.
    let lastFinished: Int64?

    init(_ status: JSONValue) {
        name = status["name"]?.text ?? ""
        isReady = status["ready"]?.bool ?? false
        isStarted = status["started"]?.bool ?? false
        isRunning = status.value(at: "state", "running")?.members != nil
        restarts = status["restartCount"]?.integer ?? 0
        waitingReason = status.value(at: "state", "waiting", "reason")?.text ?? ""
        end = status.value(at: "state", "terminated")?.members.map { members in
            End(
                exitCode: members["exitCode"]?.integer ?? 0,
                signal: members["signal"]?.integer ?? 0,
                reason: members["reason"]?.text ?? ""
            )
        }
        lastFinished = status.value(at: "lastState", "terminated", "finishedAt")?.text.flatMap(Timestamp.parse)
    }
}
