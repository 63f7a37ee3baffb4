import Glibc
import KubeObjects
import LinuxSystem
import Logging
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Containers

@Suite(.timeLimit(.minutes(1))) struct ExecServerTests {
    /// Knows one container, which a test changes.
    private final class Source: ExecSource {
        let view: Mutex<ExecView>
        let directory: String

        init(_ view: ExecView, directory: String) {
            self.view = Mutex(view)
            self.directory = directory
        }

        func look(_ request: ExecRequest, _ answer: @escaping @Sendable (ExecView) -> Void) {
            answer(view.withLock { $0 })
        }

        func mount(_ volume: String, of request: ExecRequest) throws(SystemError) -> OwnedFD {
            let opened = try Directory(opening: directory)
            return try OwnedFD(duplicating: opened.rawValue)
        }
    }

    private static func container(_ generation: String) -> ExecView {
        .ready(
            ExecContainer(
                pod: ["kind": "Pod"],
                container: "main",
                environment: [],
                volumes: [.init(name: "tls", generation: generation)]
            )
        )
    }

    private func withServer(
        _ view: ExecView,
        policy: ExecPolicy = ExecPolicy(ownUID: geteuid()),
        _ body: (ExecServer, Source, String) throws -> Void
    ) async throws {
        let scratch = try TemporaryDirectory()
        let path = scratch.appending("exec.sock")
        let source = Source(view, directory: scratch.path)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = try ExecServer(path: path, policy: policy, source: source, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.run() }
            // The socket is there when it listens, a moment after the start.
            let deadline = Deadline(seconds: 10)
            while (try? FrameChannel.connect(to: path)) == nil, !deadline.isPast { await Task.yield() }
            try body(server, source, path)
            group.cancelAll()
        }
    }

    private func next(_ channel: borrowing FrameChannel) throws -> (ExecMessage?, Int) {
        guard let frame = try channel.receive() else { return (nil, 0) }
        return (frame.json.flatMap(ExecMessage.init), frame.descriptors.count)
    }

    @Test func aClientIsToldWhatIsMissingThenEverythingThenWhatChanges() async throws {
        try await withServer(.waiting("pod \"web\" not found")) { server, source, path in
            let channel = try FrameChannel.connect(to: path)
            try channel.send(ExecRequest(namespace: "default", pod: "web").json)
            #expect(try next(channel) == (.waiting("pod \"web\" not found"), 0))
            source.view.withLock { $0 = Self.container("1") }
            server.changed()
            let (message, descriptors) = try next(channel)
            guard case .ready(let ready) = message else {
                Issue.record("not ready: \(String(describing: message))")
                return
            }
            #expect(ready.volumes == ["tls"])
            #expect(descriptors == 1)
            source.view.withLock { $0 = Self.container("2") }
            server.changed()
            #expect(try next(channel) == (.changed(ExecChange(volumes: ["tls"], environment: false)), 0))
        }
    }

    @Test func whatIsNoRequestIsRefused() async throws {
        try await withServer(Self.container("1")) { _, _, path in
            let channel = try FrameChannel.connect(to: path)
            try channel.send(["pod": 1])
            #expect(try next(channel).0 == .refused("not a request of secretd exec"))
            #expect(try next(channel).0 == nil)
        }
    }

    @Test func anEndOfTheServerEndsItsConnections() async throws {
        let left = Mutex<Client?>(nil)
        try await withServer(.waiting("a")) { _, _, path in
            let client = Client(channel: try FrameChannel.connect(to: path))
            try client.channel.send(ExecRequest(namespace: "default", pod: "web").json)
            #expect(try next(client.channel).0 == .waiting("a"))
            left.withLock { $0 = client }
        }
        let client = try #require(left.withLock { $0 })
        #expect(try client.channel.receive() == nil)
    }

    private final class Client: Sendable {
        let channel: FrameChannel

        init(channel: consuming FrameChannel) { self.channel = channel }
    }
}
