import Glibc
import KubeObjects
import LinuxSystem
import Logging
import Synchronization
import SystemPackage

/// One `secretd exec` that the daemon talks to, on a thread of its own.
final class ExecConnection: Sendable {
    /// For a client to say what it wants, and to take what it is sent.
    static let patience: Duration = .seconds(30)

    /// Bytes; three names.
    private static let longestRequest = 4 << 10

    private let channel: FrameChannel
    private let peer: PeerCredentials
    private let source: any ExecSource
    private let logger: Logger
    private let bell: EventDescriptor
    private let view = Mutex<ExecView?>(nil)
    private let isOver = Atomic(false)
    /// Whether something may have changed since the last look.
    private let isStale = Atomic(false)

    /// - Throws: `getsockopt` and `eventfd`.
    init(_ socket: consuming OwnedFD, source: any ExecSource, logger: Logger) throws(SystemError) {
        peer = try PeerCredentials(ofSocket: socket.rawValue)
        channel = FrameChannel(socket)
        bell = try EventDescriptor()
        self.source = source
        self.logger = logger
    }

    /// The user at the other end.
    var uid: UInt32 { peer.uid }

    /// Something may have changed. From any thread.
    func wake() {
        isStale.store(true, ordering: .releasing)
        bell.ring()
    }

    /// Ends the conversation. From any thread.
    func end() {
        isOver.store(true, ordering: .relaxed)
        channel.shutDown()
        bell.ring()
    }

    /// Talks until either end has enough. Blocks.
    func run(_ policy: @Sendable () -> ExecPolicy) {
        do throws(FrameError) {
            channel.limitSending(to: Self.patience)
            guard let request = try request() else { return }
            guard try isAllowed(request, policy()) else { return }
            try talk(request, policy)
        } catch {
            if case .tooLarge = error {
                let text = "its Pod and environment are more than \(FrameChannel.largest) bytes"
                try? channel.send(ExecMessage.refused(text).json)
            }
            // It went, or does not read: nobody is left to be told.
            logger.debug("exec connection ended", metadata: ["error": "\(error)"])
        }
    }

    private func isAllowed(_ request: ExecRequest, _ policy: ExecPolicy) throws(FrameError) -> Bool {
        if policy.allows(peer, request) { return true }
        let name = "\(request.namespace)/\(request.pod)"
        logger.warning("exec refused", metadata: ["pod": "\(name)", "uid": "\(peer.uid)"])
        let text = "user \(peer.uid) may not run Pod \(name): root may, and whom a rule of exec.rules names"
        try channel.send(ExecMessage.refused(text).json)
        return false
    }

    private func request() throws(FrameError) -> ExecRequest? {
        let deadline = ContinuousClock.now + Self.patience
        let frame = try channel.receive(limit: Self.longestRequest, deadline: deadline, takesDescriptors: false)
        guard let frame else { return nil }
        guard let request = frame.json.flatMap(ExecRequest.init) else {
            try channel.send(ExecMessage.refused("not a request of secretd exec").json)
            return nil
        }
        return request
    }

    private func talk(_ request: ExecRequest, _ policy: @Sendable () -> ExecPolicy) throws(FrameError) {
        var session = ExecSession()
        look(request)
        while !isOver.load(ordering: .relaxed) {
            let ready: [Bool]
            do {
                ready = try Poll.readable([channel.rawValue, bell.rawValue], timeout: nil)
            } catch {
                throw .system(error)
            }
            // The client has nothing more to say: what can be read is its end.
            if ready[0] { return }
            guard ready[1] else { continue }
            bell.clear()
            // The answer that may be here already is from before.
            if isStale.exchange(false, ordering: .acquiringAndReleasing) { look(request) }
            guard let view = view.withLock({ $0.take() }), let message = session.step(view) else { continue }
            if case .ready(let container) = message {
                // The rules may have changed while it waited.
                guard try isAllowed(request, policy()) else { return }
                try begin(container, request, message)
            } else {
                try channel.send(message.json)
            }
            if session.isEnded { return }
        }
    }

    private func begin(
        _ container: ExecReady,
        _ request: ExecRequest,
        _ message: ExecMessage
    ) throws(FrameError) {
        guard container.volumes.count <= FrameChannel.mostDescriptors else {
            let text = "more than \(FrameChannel.mostDescriptors) volumes are more than can be handed over"
            try channel.send(ExecMessage.refused(text).json)
            return end()
        }
        var mounts: [Frame.Descriptor] = []
        for volume in container.volumes {
            do throws(SystemError) {
                mounts.append(Frame.Descriptor(try source.mount(volume, of: request)))
            } catch {
                try channel.send(ExecMessage.refused("volume \(volume): \(error)").json)
                return end()
            }
        }
        logger.info(
            "exec",
            metadata: [
                "pod": "\(request.namespace)/\(request.pod)", "container": "\(container.container)",
                "uid": "\(peer.uid)", "pid": "\(peer.pid)",
            ]
        )
        try channel.send(message.json, descriptors: mounts.map(\.rawValue))
        withExtendedLifetime(mounts) {}
    }

    private func look(_ request: ExecRequest) {
        source.look(request) { [self] new in
            view.withLock { $0 = new }
            bell.ring()
        }
    }
}
