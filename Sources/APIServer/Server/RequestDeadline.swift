import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes connections that keep the server waiting: for the first request, within a request, or between two.
///
/// The answer to a request may take as long as it likes, as that of a watch does; but a client that has closed its side of
/// the connection waits for none, and one that reads nothing of what was sent is not waited for without end.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var deadline: Scheduled<Void>?
    /// Runs while the client reads nothing of what is there for it.
    private var stall: Scheduled<Void>?
    private var isRequestWhole = true
    private var isAnswered = true

    func handlerAdded(context: ChannelHandlerContext) {
        wait(RequestLimits.firstRequest, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = context.channel.isWritable ? nil : close(in: RequestLimits.stall, context)
        context.fireChannelWritabilityChanged()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isRequestWhole = false
            isAnswered = false
            wait(RequestLimits.request, context)
        case .body: break
        case .end:
            isRequestWhole = true
            // A refusal may have been sent before the body was there.
            if isAnswered { wait(RequestLimits.idle, context) } else { deadline?.cancel() }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            isAnswered = true
            if isRequestWhole { wait(RequestLimits.idle, context) }
        }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            context.close(promise: nil)
            return
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = close(in: time, context)
    }

    private func close(in time: TimeAmount, _ context: ChannelHandlerContext) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    private func cancel() {
        deadline?.cancel()
        stall?.cancel()
    }
}

@available(*, unavailable)
extension RequestDeadline: Sendable {}
