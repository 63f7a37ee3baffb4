import Glibc
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import SystemPackage

/// The API on its sockets: one over TLS, one in the filesystem, or both.
package struct APIService: Service {
    /// Where the API listens over TLS.
    package struct TLSListener: Sendable {
        package var host: String
        /// 0: any free one.
        package var port: Int
        package var identity: TLSIdentity

        package init(host: String, port: Int, identity: TLSIdentity) {
            self.host = host
            self.port = port
            self.identity = identity
        }
    }

    /// Where it listens in the filesystem.
    package struct SocketListener: Sendable {
        package var path: String
        /// Whose members may connect beside root; nil: nobody.
        package var group: UInt32?

        package init(path: String, group: UInt32?) {
            self.path = path
            self.group = group
        }
    }

    private let handler: APIHandler
    private let tls: TLSListener?
    private let socket: SocketListener?
    private let tokens: TokenIssuer?
    private let logger: Logger
    private let onListening: @Sendable (_ port: Int) -> Void

    /// - Parameter onListening: Called when TLS is served, with the port.
    package init(
        _ handler: APIHandler,
        tls: TLSListener?,
        socket: SocketListener?,
        logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) {
        self.handler = handler
        self.tls = tls
        self.socket = socket
        tokens = handler.tokens
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until the task is cancelled or a graceful shutdown begins; open watches are ended then.
    ///
    /// Where an address cannot be had, it is tried again: volumes do not depend on it.
    package func run() async {
        await withDiscardingTaskGroup { group in
            if let tls { group.addTask { await insist { try await serve(tls) } } }
            if let socket { group.addTask { await insist { try await serve(socket) } } }
        }
    }

    private func insist(_ serve: () async throws -> Void) async {
        var isTold = false
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                try await serve()
                isTold = false
            } catch {
                if !isTold { logger.error("API not served; trying again", metadata: ["error": "\(error)"]) }
                isTold = true
            }
            if Task.isCancelled || Task.isShuttingDownGracefully { return }
            await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(2)) }
        }
    }

    private func serve(_ listener: TLSListener) async throws {
        let server = server(.hostname(listener.host, port: listener.port), tls: listener.identity, group: nil) {
            channel in
            let port = channel.localAddress?.port ?? listener.port
            logger.info("API", metadata: ["at": "https://\(listener.host):\(port)"])
            onListening(port)
        }
        do {
            try await server.run()
        } catch {
            let isTaken = (error as? IOError)?.errnoCode == EADDRINUSE
            let why =
                isTaken ? "another process listens there; --listen, or api.listen, chooses another port" : "\(error)"
            throw APIServiceError.cannotListen("\(listener.host):\(listener.port)", why)
        }
    }

    private func serve(_ listener: SocketListener) async throws {
        guard !SocketFile.isServed(listener.path) else {
            throw APIServiceError.cannotListen(listener.path, "another process listens there")
        }
        let own = Mutex<UInt?>(nil)
        let server = server(.unixDomainSocket(path: listener.path), tls: nil, group: listener.group) { _ in
            // The kernel keeps everybody else from connecting; who connects is asked for all the same.
            if let group = listener.group, chown(listener.path, .max, group) == 0 {
                chmod(listener.path, 0o660)
            } else {
                chmod(listener.path, 0o600)
            }
            own.withLock { $0 = SocketFile.inode(listener.path) }
            logger.info("API", metadata: ["at": "\(listener.path)"])
        }
        do {
            try await server.run()
        } catch {
            throw APIServiceError.cannotListen(listener.path, "\(error)")
        }
        // By now it may be another's.
        if let inode = own.withLock({ $0 }), SocketFile.inode(listener.path) == inode { unlink(listener.path) }
    }

    private func server(
        _ address: BindAddress,
        tls: TLSIdentity?,
        group: UInt32?,
        onRunning: @escaping @Sendable (any Channel) async -> Void
    ) -> Server<APIChannel> {
        let responder = RequestResponder(
            handler: handler,
            authenticator: Authenticator(store: handler.store, tokens: tokens, allowedGroup: group, now: handler.now),
            limiter: RateLimiter(rate: RequestLimits.rate, burst: RequestLimits.burst),
            isUnix: tls == nil
        )
        // Its own words about clients' mistakes are nobody's business.
        var quiet = logger
        quiet.logLevel = .warning
        return Server(
            childChannelSetup: APIChannel(tls: tls) { request, writer, channel in
                try await responder.respond(request, writer, channel)
            },
            configuration: ServerConfiguration(
                address: address,
                availableConnectionsDelegate: MaximumAvailableConnections(RequestLimits.connections)
            ),
            onServerRunning: onRunning,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: quiet
        )
    }
}

/// Why the API cannot be served.
package enum APIServiceError: Error, Hashable, Sendable {
    /// The address, and the system's reason.
    case cannotListen(String, String)
}

extension APIServiceError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotListen(let address, let why): "cannot listen on \(address): \(why)"
        }
    }
}
