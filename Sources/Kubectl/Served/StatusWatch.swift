import APIServer
package import KubeObjects

/// Follows what the daemon serves: takes its events, and says what there is to print.
package struct StatusWatch {
    private var table: StatusTable
    private var feedTable = FeedTable()
    private var latest: [ServedVolume.ID: ServedVolume] = [:]
    /// What came before the whole state was told; nil from then on.
    private var first: ServedStatus? = ServedStatus()

    package init(_ table: StatusTable) {
        self.table = table
    }

    /// The lines that an event of the daemon's stream is worth: both tables when all is told, then a line a change.
    ///
    /// - Parameter now: Seconds since 1970.
    package mutating func take(_ event: JSONValue, now: Int64) -> [String] {
        let object = event["object"] ?? .null
        switch event["type"]?.text {
        case "VOLUME":
            guard let volume = ServedVolume(object) else { return [] }
            latest[volume.id] = volume
            guard first == nil else {
                first?.volumes.append(volume)
                return []
            }
            return table.lines(of: [volume], now: now)
        case "REMOVED":
            let id = ServedVolume.ID(
                namespace: object["namespace"]?.text ?? "",
                pod: object["pod"]?.text ?? "",
                volume: object["volume"]?.text ?? ""
            )
            guard var volume = latest.removeValue(forKey: id) else { return [] }
            volume.state = .removed
            volume.message = ""
            return table.lines(of: [volume], now: now)
        case "FEED":
            guard let feed = FeedReport(object) else { return [] }
            guard first == nil else {
                first?.feeds.append(feed)
                return []
            }
            return feedTable.lines(of: [feed], now: now)
        case "SYNCED":
            defer { first = nil }
            return first?.lines(&table, &feedTable, now: now) ?? []
        default: return []
        }
    }
}
