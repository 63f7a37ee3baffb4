/// How long to wait before a failed action is tried again: doubling from 0.2 s to at most 30 s, with jitter so that
/// consumers of one cause do not all come back together.
enum NotifyBackoff {
    static let first: Duration = .milliseconds(200)
    static let longest: Duration = .seconds(30)

    /// Between a half and the whole of the doubled step.
    ///
    /// - Parameters:
    ///   - failures: Since the last success, at least one.
    ///   - random: From 0 up to 1.
    static func wait(after failures: Int, random: Double) -> Duration {
        let step = min(first * (1 << min(max(failures - 1, 0), 16)), longest)
        return step / 2 + step / 2 * random
    }
}
