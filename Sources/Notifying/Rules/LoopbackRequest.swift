/// A request to a server on this machine, which nothing leaves.
package struct LoopbackRequest: Hashable, Sendable {
    package enum Method: String, CaseIterable, Sendable {
        case POST, PUT, GET
    }

    package var method: Method
    package var timeout: Duration
    /// Where to connect, in the order of trying: addresses, never names.
    let addresses: [String]
    /// The `Host` header: what was configured.
    let authority: String
    let port: Int
    /// With its query, percent-encoded: `/-/reload`.
    let path: String

    package static let defaultTimeout: Duration = .seconds(5)

    /// Takes `http://HOST[:PORT][/PATH]`, where HOST is in 127.0.0.0/8, `[::1]` or `localhost`.
    ///
    /// `localhost` is 127.0.0.1, then ::1, whatever a resolver would make of it. Nil for everything else: other hosts, TLS,
    /// a user and a password.
    package init?(_ url: String, method: Method = .POST, timeout: Duration = defaultTimeout) {
        guard url.hasPrefix("http://"), url.utf8.allSatisfy({ 0x21..<0x7f ~= $0 }), url.utf8.count <= 2048 else {
            return nil
        }
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = rest.dropFirst(authority.count)
        guard !path.contains("#"), let (host, port) = Self.split(authority) else { return nil }
        guard let addresses = Self.addresses(of: host) else { return nil }
        self.method = method
        self.timeout = timeout
        self.addresses = addresses
        self.authority = String(authority)
        self.port = port
        self.path = path.hasPrefix("/") ? String(path) : "/\(path)"
    }

    /// As logs show it: without the query, which may hold what only the server should know.
    var shown: String { "http://\(authority)\(path.prefix { $0 != "?" })" }

    private static func split(_ authority: Substring) -> (host: Substring, port: Int)? {
        let end = authority.hasPrefix("[") ? authority.firstIndex(of: "]").map(authority.index(after:)) : nil
        let colon = authority[(end ?? authority.startIndex)...].firstIndex(of: ":") ?? authority.endIndex
        if let end, end != colon { return nil }
        guard colon < authority.endIndex else { return (authority, 80) }
        let digits = authority[authority.index(after: colon)...]
        guard digits.allSatisfy(\.isNumber), let port = Int(digits), (1...65535).contains(port) else { return nil }
        return (authority[..<colon], port)
    }

    private static func addresses(of host: Substring) -> [String]? {
        switch host {
        case "localhost": return ["127.0.0.1", "[::1]"]
        case "[::1]": return ["[::1]"]
        default:
            // Four plain decimal numbers: what other spellings of an address mean depends on who reads them.
            let parts = host.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 4, parts[0] == "127" else { return nil }
            guard parts.allSatisfy({ part in UInt8(part).map { "\($0)" == part } ?? false }) else { return nil }
            return [String(host)]
        }
    }
}
