import LinuxSystem
import NIOCore

/// What one client may ask of the server.
enum RequestLimits {
    /// Bytes of a body. Source: k8s.io/apiserver `MaxRequestBodyBytes`.
    static let body = 3 << 20
    /// Bytes of all headers together.
    static let headers = 64 << 10
    /// Connections of each listener; more wait until one ends. Both together leave half of all descriptors to the volumes.
    static let connections: Int = {
        let descriptors = (try? ProcessHardening.raiseDescriptorLimit()) ?? 1024
        return max(8, min(4096, descriptors / 4))
    }()
    /// For a TLS handshake and the first request's headers.
    static let firstRequest: TimeAmount = .seconds(10)
    /// For a request's headers and body, from its first byte.
    static let request: TimeAmount = .seconds(30)
    /// Between two requests.
    static let idle: TimeAmount = .seconds(120)
    /// For a client that reads nothing although something is there for it.
    static let stall: TimeAmount = .seconds(120)
    /// For what is going on when the daemon ends.
    static let shutdown: TimeAmount = .seconds(3)
    /// Requests a second of one user, over a while.
    static let rate = 4000.0
    /// Requests that one user may have saved up.
    static let burst = 8000.0
}
