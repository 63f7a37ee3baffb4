import HummingbirdCore
import Logging
import NIOCore
import NIOSSL

/// One connection: TLS where the listener has it, HTTP/1.1, and the limits.
struct APIChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    private let base: HTTP1Channel
    /// Nil on a Unix socket.
    private let tls: TLSIdentity?

    init(tls: TLSIdentity?, responder: @escaping HTTPChannelHandler.Responder) {
        self.tls = tls
        base = HTTP1Channel(
            responder: responder,
            configuration: .init(
                additionalChannelHandlers: [RequestDeadline()],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: RequestLimits.headers,
                    maxHeaderListSize: RequestLimits.headers,
                    maxHeaderFieldCount: 200
                )
            )
        )
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let prepared = channel.eventLoop.makeCompletedFuture {
            if let tls { try channel.pipeline.syncOperations.addHandler(tls.makeHandler()) }
        }
        return prepared.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
