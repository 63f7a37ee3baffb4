package import APIServer
import KubeObjects

/// What two generations of a volume differ in: names, sizes, modes, owners and certificates' dates; never a value.
package struct VolumeDiff {
    /// Lines for people.
    package var lines: [String]
    /// Whether there is any difference.
    package var isDifferent: Bool { !lines.isEmpty }

    /// Asks the daemon for both generations and compares them.
    ///
    /// - Parameters:
    ///   - from: A number or name of `secretd history`, `current` or `previous`; nil: the one before the current.
    ///   - to: As `from`; nil: the current one.
    /// - Throws: `KubectlError` with code 2, as `diff` has it.
    package static func run(
        _ id: ServedVolume.ID,
        from: String?,
        to: String?,
        client: APIClient
    ) async throws(KubectlError) -> VolumeDiff {
        let history = try await ServedHistory.of(id, from: client, code: 2)
        let pair = try pair(history, from, to)
        let numbers = [pair.old, pair.new].map { $0["number"]?.integer ?? 0 }
        let contents = try await ServedHistory.of(id, contentsOf: numbers, from: client, code: 2)
        return try VolumeDiff(contents, from: "\(numbers[0])", to: "\(numbers[1])")
    }

    /// The generations that are meant.
    private static func pair(
        _ history: ServedHistory,
        _ from: String?,
        _ to: String?
    ) throws(KubectlError) -> (old: JSONValue, new: JSONValue) {
        if from == nil, history.generations.count < 2 {
            let count = history.generations.isEmpty ? "no generation" : "one generation"
            throw KubectlError("the daemon remembers \(count) of the volume: nothing to compare", code: 2)
        }
        return (try history.generation(from ?? "previous"), try history.generation(to ?? "current"))
    }

    /// - Parameter history: With the contents of both.
    init(_ history: ServedHistory, from: String?, to: String?) throws(KubectlError) {
        let (old, new) = try Self.pair(history, from, to)
        let files = Self.compare(old, new)
        let title = "\(Self.title(of: old)) -> \(Self.title(of: new))"
        lines = files.isEmpty ? [] : [title] + files
    }

    private static func title(of generation: JSONValue) -> String {
        "\(generation["name"]?.text ?? "") (\(generation["number"]?.integer ?? 0))"
    }

    private static func compare(_ old: JSONValue, _ new: JSONValue) -> [String] {
        let older = min(old["number"]?.integer ?? 0, new["number"]?.integer ?? 0)
        var before = (old["contents"]?.elements ?? [])[...]
        var rows: [[String]] = []
        func remove(_ file: JSONValue) { rows.append(["removed", path(of: file), describe(file)]) }
        for file in new["contents"]?.elements ?? [] {
            while let first = before.first, precedes(first, file) { remove(before.removeFirst()) }
            guard let first = before.first, !precedes(file, first) else {
                rows.append(["added", path(of: file), describe(file)])
                continue
            }
            before.removeFirst()
            let differences = differences(first, file, after: older)
            if !differences.isEmpty { rows.append(["changed", path(of: file), differences.joined(separator: ", ")]) }
        }
        for file in before { remove(file) }
        var table = TextColumns()
        return table.trimmedLines(of: rows)
    }

    private static func precedes(_ left: JSONValue, _ right: JSONValue) -> Bool {
        (left["path"]?.text ?? "").utf8.lexicographicallyPrecedes((right["path"]?.text ?? "").utf8)
    }

    private static func path(of file: JSONValue) -> String { (file["path"]?.text ?? "").printable }

    /// What a file of one generation alone is.
    private static func describe(_ file: JSONValue) -> String {
        let owner = owner(of: file)
        return
            (["\(size(of: file)) bytes", "mode \(mode(of: file))"] + (owner == "0:0" ? [] : ["owner \(owner)"])
            + (certificate(in: file).map { ["certificate \($0)"] } ?? [])).joined(separator: ", ")
    }

    /// - Parameter older: The number of the older generation of the two: whatever has changed later is different.
    private static func differences(_ old: JSONValue, _ new: JSONValue, after older: Int64) -> [String] {
        var parts: [String] = []
        if max(old["changedIn"]?.integer ?? 0, new["changedIn"]?.integer ?? 0) > older {
            let (before, after) = (size(of: old), size(of: new))
            parts.append(before == after ? "\(after) bytes as before" : "\(before) -> \(after) bytes")
        }
        if mode(of: old) != mode(of: new) { parts.append("mode \(mode(of: old)) -> \(mode(of: new))") }
        if owner(of: old) != owner(of: new) { parts.append("owner \(owner(of: old)) -> \(owner(of: new))") }
        let (before, after) = (certificate(in: old), certificate(in: new))
        if before != after { parts.append("certificate \(before ?? "none") -> \(after ?? "none")") }
        return parts
    }

    private static func size(of file: JSONValue) -> Int64 { file["size"]?.integer ?? 0 }

    private static func mode(of file: JSONValue) -> String { file["mode"]?.text ?? "" }

    private static func owner(of file: JSONValue) -> String {
        "\(file["uid"]?.integer ?? 0):\(file["gid"]?.integer ?? 0)"
    }

    /// `CN=web until 2027-01-01T00:00:00Z`.
    private static func certificate(in file: JSONValue) -> String? {
        guard let subject = file.value(at: "certificate", "subject")?.text,
            let end = file.value(at: "certificate", "notAfter")?.text
        else { return nil }
        return "\(subject.printable) until \(end)"
    }
}
