import NIOCore
import NIOPosix
import NIOSSL
import Testing

@testable import APIServer

/// A TLS connection over loopback: the server says who it takes the client for.
enum Handshake {
    /// Runs `body` with the port of a server that takes any number of connections.
    static func withServer<Result>(
        _ identity: TLSIdentity,
        now: Int64,
        _ body: (Int) async throws -> Result
    ) async throws -> Result {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(identity.makeHandler(), Greeter(now: now))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result = try await body(try #require(server.localAddress?.port))
        try await server.close().get()
        return result
    }

    /// - Returns: The user's name and groups, or `refused` when either side breaks off.
    static func outcome(
        _ identity: TLSIdentity,
        now: Int64,
        _ configure: (inout TLSConfiguration) throws -> Void
    ) async throws -> String {
        var configuration = TLSConfiguration.makeClientConfiguration()
        try configure(&configuration)
        let context = try NIOSSLContext(configuration: configuration)
        return try await withServer(identity, now: now) { port in
            let group = MultiThreadedEventLoopGroup.singleton
            let answer = group.next().makePromise(of: String.self)
            let client = try await ClientBootstrap(group: group)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handler = try NIOSSLClientHandler(context: context, serverHostname: nil)
                        try channel.pipeline.syncOperations.addHandlers(handler, Listener(answer))
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
            let text = try await answer.futureResult.get()
            try? await client.close().get()
            return text
        }
    }

    private final class Greeter: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let now: Int64

        init(now: Int64) { self.now = now }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let text: String
            if let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate() {
                let identity = Result { try ClientIdentity(certificate, now: now) }
                switch identity {
                case .success(let identity):
                    text = identity.user.name + " " + identity.user.groups.joined(separator: ",")
                case .failure(let error): text = "\(error)"
                }
            } else {
                text = User.anonymous.name
            }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            context.close(promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private final class Listener: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let answer: EventLoopPromise<String>
        private var text = ""

        init(_ answer: EventLoopPromise<String>) { self.answer = answer }

        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "?")), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { text += String(buffer: unwrapInboundIn(data)) }

        func channelInactive(context: ChannelHandlerContext) { answer.succeed(text.isEmpty ? "refused" : text) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
