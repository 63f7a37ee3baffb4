import ArgumentParser

/// Where the API listens over TLS: `ADDR:PORT`, `[ADDR]:PORT` for IPv6, or `off`.
enum ListenAddress: Equatable, Sendable, ExpressibleByArgument {
    case off
    case address(host: String, port: Int)

    /// Kubernetes' clients find it by the kubeconfig.
    static let standard = ListenAddress.address(host: "127.0.0.1", port: 10443)

    init?(argument: String) {
        if argument == "off" {
            self = .off
            return
        }
        guard let colon = argument.lastIndex(of: ":"), let port = Int(argument[argument.index(after: colon)...]),
            (0...65535).contains(port)
        else { return nil }
        var host = argument[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self = .address(host: String(host), port: port)
    }
}
