package import APIServer
package import KubeObjects

/// What the daemon says it serves: its answer to one question.
package struct ServedStatus: Equatable {
    package var volumes: [ServedVolume]
    package var feeds: [FeedReport]

    package init(volumes: [ServedVolume] = [], feeds: [FeedReport] = []) {
        self.volumes = volumes
        self.feeds = feeds
    }

    package init(_ json: JSONValue) {
        volumes = (json["volumes"]?.elements ?? []).compactMap(ServedVolume.init)
        feeds = (json["feeds"]?.elements ?? []).compactMap(FeedReport.init)
    }

    /// Whether all volumes are served, and all feeds are heard and well.
    package var isAllWell: Bool { areVolumesServed && feeds.allSatisfy(\.isGood) }

    package var areVolumesServed: Bool { volumes.allSatisfy(\.state.isGood) }

    /// The volumes' table, and below it that of the feeds.
    ///
    /// - Parameter now: Seconds since 1970.
    package func lines(_ table: inout StatusTable, _ feedTable: inout FeedTable, now: Int64) -> [String] {
        let rows = table.lines(of: volumes, now: now)
        let below = feedTable.lines(of: feeds, now: now)
        return rows + (rows.isEmpty || below.isEmpty ? [] : [""]) + below
    }

    /// Where the daemon is asked.
    ///
    /// - Parameters:
    ///   - namespace: Nil: all of them.
    ///   - pod: Nil: all of them.
    package static func path(namespace: String?, pod: String?, isWatch: Bool) -> String {
        var query: [String] = []
        if let namespace { query.append("namespace=\(RequestPath.encoded(namespace))") }
        if let pod { query.append("pod=\(RequestPath.encoded(pod))") }
        if isWatch { query.append("watch=true") }
        return APIHandler.statusPath + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }
}
