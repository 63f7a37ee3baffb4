import Feeds
import Foundation
import Glibc
import KubeObjects
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ManifestOverflowTests {
    /// Holds the feed's thread while it reads a manifest that says `gate`.
    private final class Gate: Sendable {
        let entered: AsyncStream<Void>
        private let enter: AsyncStream<Void>.Continuation
        private let opened = DispatchSemaphore(value: 0)

        init() {
            (entered, enter) = AsyncStream.makeStream()
        }

        func read(_ bytes: UnsafeRawBufferPointer) -> Manifest {
            let manifest = Manifest.read(bytes)
            if manifest.objects.contains(where: { $0.metadata.name == "gate" }) {
                enter.yield()
                opened.wait()
                opened.signal()  // open for good
            }
            return manifest
        }

        func open() {
            opened.signal()
        }
    }

    @Test func everythingIsLookedOverAfterLostEvents() async throws {
        let limit = try #require(
            Int(String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8).dropLast())
        )
        let directory = try TemporaryDirectory(in: "/dev/shm")
        try directory.write(SampleManifest.secret("a", "1"), to: "a.yaml")
        try directory.write(SampleManifest.secret("b", "1"), to: "b.yaml")
        let gate = Gate()
        let events = try FeedEvents([directory.path], read: gate.read)
        #expect(try await events.replaced() == ["a=1", "b=1"])

        try directory.write(SampleManifest.secret("gate", "1"), to: "gate.yaml")
        for await _ in gate.entered { break }
        // Each round queues a creation, a close and a deletion.
        for _ in 0...(limit / 3) {
            close(open(directory.appending(".flood"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644))
            unlink(directory.appending(".flood"))
        }
        try directory.write(SampleManifest.secret("a", "2"), to: "a.yaml")
        try directory.write(SampleManifest.secret("c", "1"), to: "c.yaml")
        unlink(directory.appending("b.yaml"))
        gate.open()
        #expect(try await events.changed() == ["gate=1"])
        #expect(try await events.changed() == ["a=2", "c=1"])
        #expect(try await events.changed() == ["-b"])
    }
}
