import APIServer
import KubeObjects

/// Who was told of which generation, as a table for people. AGE is since when that is so.
enum NotificationTable {
    /// - Parameter now: Seconds since 1970.
    static func lines(of notifications: [ServedNotification], now: Int64) -> [String] {
        guard !notifications.isEmpty else { return [] }
        var table = TextColumns()
        let header = ["RULE", "ACTION", "POD", "VOLUME", "GENERATION", "STATE", "TRIES", "AGE", "MESSAGE"]
        return table.trimmedLines(of: [header] + notifications.map { row(of: $0, now) })
    }

    private static func row(of told: ServedNotification, _ now: Int64) -> [String] {
        let age = told.since > 0 ? HumanDuration.text(seconds: now - told.since) : "-"
        let cells = [told.rule, told.action, told.pod, told.volume, told.generation, told.state]
        return cells.map { $0.isEmpty ? "-" : $0.printable } + ["\(told.attempts)", age, told.error.printable]
    }
}
