/// Which opens are written down.
package enum AuditLevel: String, CaseIterable, Hashable, Sendable {
    case off
    case denied
    case all

    package func covers(_ verdict: Verdict) -> Bool {
        switch self {
        case .off: false
        case .denied: verdict == .denied
        case .all: true
        }
    }
}
