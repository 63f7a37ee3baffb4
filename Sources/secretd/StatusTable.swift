import Agent

/// The volumes as a table for people.
enum StatusTable {
    static func text(of statuses: [VolumeStatus]) -> String {
        guard !statuses.isEmpty else { return "No volumes: no manifest has a Pod with a volume that secretd serves." }
        var rows = [["POD", "VOLUME", "SOURCE", "STATE", "FILES", "MESSAGE"]]
        for status in statuses {
            rows.append([
                "\(status.id.namespace)/\(status.id.pod)",
                status.id.volume,
                status.sources,
                status.condition.state.rawValue,
                status.generation == nil ? "-" : "\(status.files)",
                status.condition.message,
            ])
        }
        return lines(of: rows).joined(separator: "\n")
    }

    /// Columns padded to their widest cell, three spaces apart as kubectl has them, nothing behind the last one.
    static func lines(of rows: [[String]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            let line = cells.joined(separator: "   ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
