/// One entry of an `Accept` header, such as `application/json;as=Table;v=v1;g=meta.k8s.io;q=0.9`.
struct MediaRange: Hashable, Sendable {
    /// In small letters: `application`, `*`.
    let type: String
    let subtype: String
    /// The parameters besides `q`, names in small letters.
    let parameters: [String: String]
    /// Thousandths, 0 to 1000.
    let quality: Int

    /// Nil where there is no type.
    init?(parsing text: Substring) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
        let types = (parts.first ?? "").lowercased().split(separator: "/", omittingEmptySubsequences: false)
        guard types.count <= 2, let type = types.first, !type.isEmpty else { return nil }
        // A lone `*` is what some clients send for `*/*`.
        guard let subtype = types.count == 2 ? types[1] : type == "*" ? "*" : nil, !subtype.isEmpty else { return nil }
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(Self.trimmed)
            guard pair.count == 2 else { continue }
            parameters[pair[0].lowercased()] = Self.unquoted(pair[1])
        }
        self.type = String(type)
        self.subtype = String(subtype)
        quality = parameters.removeValue(forKey: "q").map(Self.quality) ?? 1000
        self.parameters = parameters
    }

    /// The ranges of a header, the client's first choice first: by quality, then wildcards last, then as they stand.
    /// What has the quality 0 is left out: the client does not want it.
    static func ranges(of header: String) -> [MediaRange] {
        header.split(separator: ",").compactMap { MediaRange(parsing: $0) }
            .filter { $0.quality > 0 }
            .enumerated()
            .sorted { left, right in
                let (a, b) = (left.element, right.element)
                return (-a.quality, a.wildcards, left.offset) < (-b.quality, b.wildcards, right.offset)
            }
            .map(\.element)
    }

    func includes(_ type: String, _ subtype: String) -> Bool {
        (self.type == "*" || self.type == type) && (self.subtype == "*" || self.subtype == subtype)
    }

    private var wildcards: Int { type == "*" ? 2 : subtype == "*" ? 1 : 0 }

    /// 1000 for what is no number, as Kubernetes does.
    private static func quality(_ text: String) -> Int {
        guard let number = Double(text), number >= 0, number <= 1 else { return 1000 }
        return Int((number * 1000).rounded())
    }

    private static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast())
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(start[...last])
    }
}
