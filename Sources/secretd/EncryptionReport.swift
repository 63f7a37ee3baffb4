import KubeObjects

/// The state of a store's keys, for people.
enum EncryptionReport {
    /// - Parameters:
    ///   - status: As the daemon gives it.
    ///   - old: The status before the keys were exchanged.
    static func text(of status: JSONValue, after old: JSONValue? = nil) -> String {
        let key = status["encryptionKey"] ?? [:]
        let owner = key["isOwn"] == true ? " (made by secretd)" : ""
        var rows = [["encryption key", key["id"]?.text ?? "", "from \(key["source"]?.text ?? "")\(owner)"]]
        for dataKey in status["dataKeys"]?.elements ?? [] {
            let count = dataKey["objects"]?.integer ?? 0
            let objects = "\(count) object\(count == 1 ? "" : "s")"
            let state = dataKey["current"] == true ? "" : ", to be sealed anew"
            let since = dataKey["created"]?.text ?? ""
            rows.append(["data key", dataKey["id"]?.text ?? "", "since \(since), \(objects)\(state)"])
        }
        var lines = rows.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: max(0, 16 - cell.count))
            }.joined(separator: "  ")
        }
        for error in status["undecryptable"]?.elements ?? [] { lines.append("keeps its old key: \(error.text ?? "")") }
        if let old = old?.value(at: "encryptionKey", "id")?.text, let new = key["id"]?.text, old != new {
            lines.append(
                "backups made before need the old encryption key \(old): keep your copy of it, and copy the new one"
            )
        }
        return lines.joined(separator: "\n")
    }
}
