package import APIServer
package import KubeObjects

/// The generations of one volume, as the daemon remembers them.
package struct ServedHistory {
    /// Names of files that are shown of one generation at most.
    private static let mostNames = 8

    package let json: JSONValue
    /// Newest first.
    let generations: [JSONValue]

    package init(_ json: JSONValue) {
        self.json = json
        generations = json["generations"]?.elements ?? []
    }

    /// Asks the daemon.
    ///
    /// - Parameters:
    ///   - contents: The numbers of at most two generations that come with their files.
    ///   - code: That of a failure.
    /// - Throws: `KubectlError`.
    package static func of(
        _ id: ServedVolume.ID,
        contentsOf contents: [Int64] = [],
        from client: APIClient,
        code: Int32 = 1
    ) async throws(KubectlError) -> ServedHistory {
        let path = APIHandler.historyPath(
            ServedVolume.ID(
                namespace: RequestPath.encoded(id.namespace),
                pod: RequestPath.encoded(id.pod),
                volume: RequestPath.encoded(id.volume)
            )
        )
        let query = contents.isEmpty ? "" : "?contents=" + contents.map(String.init).joined(separator: ",")
        do throws(ClientError) {
            return ServedHistory(try await client.send("GET", path + query))
        } catch {
            let name = "\(id.namespace)/\(id.pod)/\(id.volume)".goQuoted
            var failure = KubectlError(error)
            if error.isNotFound { failure = KubectlError("the daemon serves no volume \(name)") }
            failure.code = code
            throw failure
        }
    }

    /// The table for people.
    ///
    /// - Parameter now: Seconds since 1970.
    package func lines(now: Int64) -> [String] {
        var rows = [["CURRENT", "NUMBER", "GENERATION", "SINCE", "AGE", "FILES", "BYTES", "CHANGES"]]
        for generation in generations {
            let since = generation["since"]?.text ?? ""
            rows.append([
                generation["current"] == true ? "*" : "",
                "\(generation["number"]?.integer ?? 0)",
                generation["name"]?.text ?? "",
                since,
                Timestamp.parse(since).map { HumanDuration.text(seconds: now - $0) } ?? "",
                "\(generation["files"]?.integer ?? 0)",
                "\(generation["bytes"]?.integer ?? 0)",
                Self.changes(of: generation).printable,
            ])
        }
        var table = TextColumns()
        return table.trimmedLines(of: rows)
    }

    /// `+added ~changed -removed`.
    private static func changes(of generation: JSONValue) -> String {
        if generation["adopted"] == true { return "adopted at start" }
        var names: [String] = []
        for (field, mark) in [("added", "+"), ("changed", "~"), ("removed", "-")] {
            // Where the generation before is forgotten, nobody knows.
            guard let paths = generation[field]?.elements else { return "?" }
            names += paths.compactMap(\.text).map { mark + $0 }
        }
        let shown = names.prefix(mostNames).joined(separator: " ")
        return names.count > mostNames ? "\(shown) and \(names.count - mostNames) more" : shown
    }

    /// The generation that somebody means: a number, a name, or `current` and `previous`.
    ///
    /// - Throws: `KubectlError` with code 2, for what is not remembered.
    func generation(_ text: String) throws(KubectlError) -> JSONValue {
        switch text {
        case "current": if let newest = generations.first { return newest }
        case "previous": if generations.count > 1 { return generations[1] }
        default:
            let number = Int64(text)
            let name = text.hasPrefix("..") ? String(text.dropFirst(2)) : text
            let found = generations.first { generation in
                generation["name"]?.text == name || (number != nil && generation["number"]?.integer == number)
            }
            if let found { return found }
        }
        let known = generations.isEmpty ? "none" : generations.compactMap { $0["name"]?.text }.joined(separator: ", ")
        throw KubectlError("generation \(text.goQuoted) is not remembered; these are: \(known)", code: 2)
    }
}
