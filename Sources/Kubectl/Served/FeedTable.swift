package import APIServer
import KubeObjects

/// Where the volumes' objects come from, as a table for people: how long ago each feed has said something, and how long
/// ago it did with nothing wrong.
package struct FeedTable {
    /// Problems of one feed that are shown at most.
    private static let most = 5

    private var table = TextColumns()
    private var hasHeader = false

    package init() {}

    /// Lines for `feeds`, the first time with a header; a line for each problem.
    ///
    /// - Parameter now: Seconds since 1970.
    package mutating func lines(of feeds: [FeedReport], now: Int64) -> [String] {
        guard !feeds.isEmpty else { return [] }
        let header = hasHeader ? [] : [["FEED", "HEARD", "WHOLE", "PROBLEMS"]]
        hasHeader = true
        return table.trimmedLines(of: header + feeds.flatMap { Self.rows(of: $0, now) })
    }

    private static func rows(of feed: FeedReport, _ now: Int64) -> [[String]] {
        var problems = feed.problems.prefix(most).map { problem in
            "\(problem.severity == .error ? "error" : "warning"): \(problem)".printable
        }
        if feed.problems.count > most { problems.append("and \(feed.problems.count - most) more") }
        let cells = [feed.name.printable, age(feed.heard, now), age(feed.whole, now)]
        guard let first = problems.first else { return [cells] }
        return [cells + [first]] + problems.dropFirst().map { ["", "", "", $0] }
    }

    private static func age(_ time: Int64?, _ now: Int64) -> String {
        time.map { HumanDuration.text(seconds: now - $0) } ?? "never"
    }
}
