import Synchronization

/// The newest answers, for whoever asks for them.
package final class CredentialReports: Sendable {
    /// That are kept.
    static let limit = 200

    private let reports = Mutex<[CredentialReport]>([])

    package init() {}

    func append(_ report: CredentialReport) {
        reports.withLock { reports in
            if reports.count >= Self.limit { reports.removeFirst(reports.count - Self.limit + 1) }
            reports.append(report)
        }
    }

    /// Oldest first.
    package var all: [CredentialReport] { reports.withLock { $0 } }
}
