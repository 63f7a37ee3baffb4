/// How long something took or is old, in two figures at most, as `kubectl` shows ages.
///
/// Source: k8s.io/apimachinery pkg/util/duration HumanDuration.
package enum HumanDuration {
    /// - Parameter seconds: A second below zero may be a clock's fault and counts as none; more is `<invalid>`.
    package static func text(seconds: Int64) -> String {
        let minutes = seconds / 60
        let hours = minutes / 60
        let days = hours / 24
        return switch true {
        case seconds < -1: "<invalid>"
        case seconds < 120: "\(max(seconds, 0))s"
        case minutes < 10: pair(minutes, "m", seconds % 60, "s")
        case minutes < 180: "\(minutes)m"
        case hours < 8: pair(hours, "h", minutes % 60, "m")
        case hours < 48: "\(hours)h"
        case days < 8: pair(days, "d", hours % 24, "h")
        case days < 2 * 365: "\(days)d"
        case days < 8 * 365: pair(days / 365, "y", days % 365, "d")
        default: "\(days / 365)y"
        }
    }

    /// The smaller figure is left out when it is zero.
    private static func pair(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String) -> String {
        small == 0 ? "\(large)\(largeUnit)" : "\(large)\(largeUnit)\(small)\(smallUnit)"
    }
}
