/// How far a consumer is with a generation.
package enum NotifyState: String, Sendable {
    /// It was there before the rule was: nobody needs to be told.
    case adopted
    /// To be told: waiting, at work, or waiting for another try.
    case pending
    case told
    /// There was nobody to tell, or nothing that the rule is about.
    case skipped
    /// All tries have failed. Another one comes with the next generation or start of the daemon.
    case failed
    /// A Pod asks for what the configuration does not allow it. Never recorded.
    case refused
}
