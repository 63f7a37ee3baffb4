import Synchronization

/// Token buckets, one for each user.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: ContinuousClock.Instant
    }

    private let buckets = Mutex<[String: Bucket]>([:])
    private let rate: Double
    private let burst: Double

    /// - Parameters:
    ///   - rate: Requests a second.
    ///   - burst: Requests at once.
    init(rate: Double, burst: Double) {
        self.rate = rate
        self.burst = burst
    }

    /// Whether `user` may make one more request now.
    func allows(_ user: String, now: ContinuousClock.Instant = .now) -> Bool {
        buckets.withLock { buckets in
            // Users come and go; full buckets say nothing.
            if buckets.count > 1024 { buckets = buckets.filter { refilled($0.value, now).tokens < burst } }
            var bucket = buckets[user].map { refilled($0, now) } ?? Bucket(tokens: burst, filled: now)
            defer { buckets[user] = bucket }
            guard bucket.tokens >= 1 else { return false }
            bucket.tokens -= 1
            return true
        }
    }

    private func refilled(_ bucket: Bucket, _ now: ContinuousClock.Instant) -> Bucket {
        let elapsed = bucket.filled.duration(to: now) / .seconds(1)
        return Bucket(tokens: min(burst, bucket.tokens + max(0, elapsed) * rate), filled: now)
    }
}
