package import APIServer
import KubeObjects

/// The volumes that are served, as a table for people. AGE is that of the files: since when this daemon has served them
/// unchanged.
package struct StatusTable {
    private let isWide: Bool
    private let hasNamespaces: Bool
    private let isColoured: Bool
    private var table = TextColumns()
    private var hasHeader = false

    /// - Parameters:
    ///   - isWide: With the files' size, and the state's reason and age.
    ///   - hasNamespaces: With a column for them.
    ///   - isColoured: With the state in green, yellow or red.
    package init(isWide: Bool = false, hasNamespaces: Bool, isColoured: Bool = false) {
        self.isWide = isWide
        self.hasNamespaces = hasNamespaces
        self.isColoured = isColoured
    }

    /// Lines for `volumes`, the first time with a header.
    ///
    /// - Parameter now: Seconds since 1970.
    package mutating func lines(of volumes: [ServedVolume], now: Int64) -> [String] {
        guard !volumes.isEmpty else { return [] }
        var rows: [[String]] = []
        if !hasHeader { rows.append(header) }
        hasHeader = true
        let first = rows.count
        rows += volumes.map { row(of: $0, now) }
        let (stateColumn, isColoured) = (hasNamespaces ? 4 : 3, isColoured)
        return table.trimmedLines(of: rows) { row, column, text in
            guard isColoured, column == stateColumn, row >= first else { return text }
            return Colour(volumes[row - first].state)?.paint(text) ?? text
        }
    }

    private var header: [String] {
        (hasNamespaces ? ["NAMESPACE"] : []) + ["POD", "VOLUME", "SOURCE", "STATE", "GENERATION", "FILES"]
            + (isWide ? ["BYTES", "AGE", "SINCE", "REASON"] : ["AGE"]) + ["MESSAGE"]
    }

    private func row(of volume: ServedVolume, _ now: Int64) -> [String] {
        let isThere = volume.generation != nil
        let files = isThere ? "\(volume.files)" : "-"
        let age = volume.servedSince.map { HumanDuration.text(seconds: now - $0) } ?? "-"
        let since = HumanDuration.text(seconds: now - volume.since)
        let state = volume.state == .noVolumes ? "-" : volume.state.rawValue
        return (hasNamespaces ? [volume.id.namespace] : [])
            + [volume.id.pod, volume.id.volume, volume.sources, state, volume.generation ?? ""].map(Self.shown)
            + (isWide
                ? [files, isThere ? "\(volume.bytes)" : "-", age, since, Self.shown(volume.reason)] : [files, age])
            + [volume.message.printable]
    }

    /// No cell but the message is empty, and none does anything to a terminal.
    private static func shown(_ cell: String) -> String { cell.isEmpty ? "-" : cell.printable }
}
