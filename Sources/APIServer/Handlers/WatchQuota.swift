import Synchronization

/// How many watches each user has open. A watch costs a connection and memory for as long as it likes.
final class WatchQuota: Sendable {
    static let maximum = 2048

    private let open = Mutex<[String: Int]>([:])

    /// - Throws: `APIError` 429.
    func take(_ user: String) throws(APIError) {
        let isFull = open.withLock { open in
            guard open[user, default: 0] < Self.maximum else { return true }
            open[user, default: 0] += 1
            return false
        }
        if isFull { throw .tooManyRequests("too many open watches, please try again later") }
    }

    func giveBack(_ user: String) {
        open.withLock { open in
            let left = open[user, default: 1] - 1
            open[user] = left > 0 ? left : nil
        }
    }

    func count(_ user: String) -> Int { open.withLock { $0[user, default: 0] } }
}
