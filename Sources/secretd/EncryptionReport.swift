import KubeObjects

/// The state of a store's keys, for people.
enum EncryptionReport {
    /// - Parameter status: As the daemon gives it.
    static func text(of status: JSONValue) -> String {
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
        return lines.joined(separator: "\n")
    }
}
