/// How a client wants to be told what the API serves.
enum DiscoveryForm: Hashable, Sendable {
    /// One document for a group, one for a version of it: understood by every client.
    case legacy
    /// All groups and resources in one document, which saves requests. The version is `v2` or `v2beta1`.
    case aggregated(version: String)

    private static let aggregatedVersions = ["v2", "v2beta1"]

    /// The first form in an `Accept` header that can be served; `legacy` if none can, which every client reads.
    ///
    /// Weights (`q=`) are not looked at: clients list what they want most first.
    init(accept: String) {
        for range in accept.split(separator: ",") {
            if let form = Self(mediaRange: range) {
                self = form
                return
            }
        }
        self = .legacy
    }

    /// Nil for a type that is not served.
    private init?(mediaRange: Substring) {
        var parts = mediaRange.split(separator: ";").map(Self.trimmed)
        guard let type = parts.first, ["application/json", "application/*", "*/*"].contains(type) else { return nil }
        parts.removeFirst()
        let parameters = Dictionary(
            parts.compactMap { part -> (String, String)? in
                guard let equals = part.firstIndex(of: "=") else { return nil }
                return (String(part[..<equals]), String(part[part.index(after: equals)...]))
            },
            uniquingKeysWith: { first, _ in first }
        )
        guard let shape = parameters["as"] else {
            self = .legacy
            return
        }
        guard shape == "APIGroupDiscoveryList", parameters["g"] == "apidiscovery.k8s.io",
            let version = parameters["v"], Self.aggregatedVersions.contains(version)
        else { return nil }
        self = .aggregated(version: version)
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " }
        let end = start.lastIndex { $0 != " " }.map(start.index(after:)) ?? start.startIndex
        return String(start[..<end])
    }

    /// The type of the answer, whose parameters tell the client which form it is.
    var contentType: String {
        switch self {
        case .legacy: "application/json"
        case .aggregated(let version):
            "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
        }
    }
}
