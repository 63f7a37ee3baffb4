package import APIServer
package import KubeObjects

/// What the daemon says it serves: its answer to one question.
package struct ServedStatus: Equatable {
    package var volumes: [ServedVolume]
    package var feeds: [FeedReport]
    /// Who was told of which volume.
    package var notifications: [ServedNotification]

    package init(
        volumes: [ServedVolume] = [],
        feeds: [FeedReport] = [],
        notifications: [ServedNotification] = []
    ) {
        self.volumes = volumes
        self.feeds = feeds
        self.notifications = notifications
    }

    package init(_ json: JSONValue) {
        volumes = (json["volumes"]?.elements ?? []).compactMap(ServedVolume.init)
        feeds = (json["feeds"]?.elements ?? []).compactMap(FeedReport.init)
        notifications = (json["notifications"]?.elements ?? []).compactMap(ServedNotification.init)
    }

    /// Whether all volumes are served, and all feeds are heard and well.
    package var isAllWell: Bool { areVolumesServed && feeds.allSatisfy(\.isGood) }

    package var areVolumesServed: Bool { volumes.allSatisfy(\.state.isGood) }

    /// The volumes' table, and below it those of who was told and of the feeds, where there are any.
    ///
    /// - Parameter now: Seconds since 1970.
    package func lines(_ table: inout StatusTable, _ feedTable: inout FeedTable, now: Int64) -> [String] {
        let rows = table.lines(of: volumes, now: now)
        let told = NotificationTable.lines(of: notifications, now: now)
        let below = feedTable.lines(of: feeds, now: now)
        return Array([rows, told, below].filter { !$0.isEmpty }.joined(separator: [""]))
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
