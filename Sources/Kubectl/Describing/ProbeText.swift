import KubeObjects

/// How a container is probed: `http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3`.
///
/// Source: kubectl pkg/describe DescribeProbe.
enum ProbeText {
    static func text(of probe: JSONValue) -> String {
        let times = "delay=\(probe.number("initialDelaySeconds"))s timeout=\(probe.number("timeoutSeconds"))s "
        let counts = "#success=\(probe.number("successThreshold")) #failure=\(probe.number("failureThreshold"))"
        return "\(action(of: probe)) \(times)period=\(probe.number("periodSeconds"))s \(counts)"
    }

    private static func action(of probe: JSONValue) -> String {
        if let exec = probe["exec"], exec.members != nil {
            return "exec [\(exec.list("command").compactMap(\.text).joined(separator: " "))]"
        }
        if let get = probe["httpGet"], get.members != nil { return "http-get \(address(of: get))" }
        if let socket = probe["tcpSocket"], socket.members != nil {
            return "tcp-socket \(socket.string("host")):\(port(socket))"
        }
        if let grpc = probe["grpc"], grpc.members != nil {
            return "grpc <pod>:\(grpc.number("port")) \(grpc.string("service"))"
        }
        return "unknown"
    }

    private static func address(of get: JSONValue) -> String {
        let host = get.string("host")
        let scheme = get.string("scheme").lowercased()
        let path = get.string("path")
        let authority = (host.contains(":") ? "[\(host)]" : host) + ":" + port(get)
        return (scheme.isEmpty ? "" : scheme + ":") + "//" + authority + (path.hasPrefix("/") ? "" : "/") + path
    }

    /// A number or a name; a port that is not there is 0.
    private static func port(_ action: JSONValue) -> String {
        action["port"] == nil ? "0" : action.string("port")
    }
}
