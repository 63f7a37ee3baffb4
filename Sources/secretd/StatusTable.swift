import Agent
import Kubectl

/// The volumes as a table for people. AGE is that of the files: since when this process has served them unchanged.
enum StatusTable {
    static func text(of statuses: [VolumeStatus], now: Int64) -> String {
        guard !statuses.isEmpty else { return "No volumes: no manifest has a Pod with a volume that secretd serves." }
        var rows = [["POD", "VOLUME", "SOURCE", "STATE", "FILES", "AGE", "MESSAGE"]]
        for status in statuses {
            rows.append([
                "\(status.id.namespace)/\(status.id.pod)",
                status.id.volume,
                status.sources,
                status.condition.state.rawValue,
                status.generation == nil ? "-" : "\(status.files)",
                status.servedSince.map { age(seconds: now - $0) } ?? "-",
                status.condition.message,
            ])
        }
        return lines(of: rows).joined(separator: "\n")
    }

    /// As kubectl has it. Source: k8s.io/apimachinery pkg/util/duration HumanDuration, up to days.
    static func age(seconds: Int64) -> String {
        switch max(0, seconds) {
        case let age where age < 120: "\(age)s"
        case let age where age < 600: "\(age / 60)m\(age % 60 == 0 ? "" : "\(age % 60)s")"
        case let age where age < 3 * 3600: "\(age / 60)m"
        case let age where age < 8 * 3600: "\(age / 3600)h\(age / 60 % 60 == 0 ? "" : "\(age / 60 % 60)m")"
        case let age where age < 48 * 3600: "\(age / 3600)h"
        case let age: "\(age / 86_400)d"
        }
    }

    /// Columns as kubectl has them, nothing behind the last one.
    static func lines(of rows: [[String]]) -> [String] {
        var columns = TextColumns()
        return columns.lines(of: rows).map { String($0.reversed().drop { $0 == " " }.reversed()) }
    }
}
